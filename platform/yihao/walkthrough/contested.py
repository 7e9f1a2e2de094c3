"""The third story: whose job it is, who helps, who signs, and a citizen who is not content yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yihao.walkthrough.office import Office, StepFailed
from yihao.walkthrough.stories import Cast, Step, Story

REQUEST = {
    "kind": "COMPLAINT",
    "title": "沿河路夜市占道经营，垃圾无人清理",
    "body": "每晚六点起摊位占满人行道，收摊后垃圾满地，多次反映没有改善。",
    "channel": "PHONE",
    "callerName": "演示群众",
    "callerPhone": "13800000002",
}
FIRST_REPORT = "已安排人员到现场。"
REPORT = "已于当日联系诉求人，组织市容、环卫到现场清理垃圾三车，规范摊位十二个，现场照片存档。"
DRAFT = "您反映的占道经营和垃圾问题已经清理规范，并安排每晚巡查，感谢您的监督。"


@dataclass(frozen=True)
class Extras:
    """Who takes part beside the four levels."""

    handler: Office
    leader: Office


class Contested(Story):
    """Steps of this story that the plain ones do not know."""

    def say(self, office: Office, mutation: str, types: str, **told: Any) -> Step:
        """Any verb, with its arguments and their types given in the same order."""
        declared = dict(each.strip().split(": ") for each in types.split(","))
        passed = ", ".join(f"{name}: ${name}" for name in declared)
        spelled = ", ".join(f"${name}: {kind}" for name, kind in declared.items())
        office.do(mutation, spelled, passed, **told)
        return self._step(office, mutation)

    def asked(self, office: Office, operation: str) -> Step:
        """Something was looked up, and nothing changed."""
        return self._step(office, operation)


def contested(cast: Cast, extras: Extras) -> Iterator[Step]:
    """Catalogue, return signed off, ruling, helper, chase, rework, one reply, rework, archive."""
    _sign_offs(extras, "[RETURN]")
    try:
        yield from _whose_job(cast, extras)
    finally:
        _sign_offs(extras, "[]")


def _whose_job(cast: Cast, extras: Extras) -> Iterator[Step]:
    story = Contested("contested", cast)
    yield story.register(cast.city, REQUEST)
    yield story.on_ticket(cast.city, "acceptTicket")
    ticket_id = cast.city.find(story.number)["id"]
    advice = cast.city.ask(
        "query Advice($id: ID!) { dispatchAdvice(ticketId: $id) { why lead { name } } }",
        id=ticket_id,
    )
    if not advice["dispatchAdvice"]["why"]:
        raise StepFailed("the catalogue gave no advice")
    yield story.asked(cast.city, "dispatchAdvice")
    yield story.give_down(cast.city, extras.handler)
    yield _hand_back(story, extras)
    yield _leader_signs(story, extras)
    given = cast.city.find(story.number)["actionAssignmentId"]
    yield story.say(
        cast.city,
        "adjudicateReturn",
        "assignmentId: ID!, upheld: Boolean!, note: String!, competentUnitId: ID",
        assignmentId=given,
        upheld=True,
        note="该路段属赤壁市管理，由赤壁市主办，市城管执法委协办。",
        competentUnitId=cast.county.unit["id"],
    )
    yield from _with_a_helper(story, cast, extras, ticket_id)


def _hand_back(story: Contested, extras: Extras) -> Step:
    """The handler may not return it alone: the leader has to sign."""
    assignment = extras.handler.find(story.number)["actionAssignmentId"]
    return story.say(
        extras.handler,
        "submitForSignOff",
        "act: SignOffAct!, assignmentId: ID, returnReason: ReturnReason, note: String",
        act="RETURN",
        assignmentId=assignment,
        returnReason="WRONG_AREA",
        note="该路段位于赤壁市，属县级管理。",
    )


def _leader_signs(story: Contested, extras: Extras) -> Step:
    waiting = extras.leader.ask("{ signOffs(first: 50) { nodes { id number } } }")
    (sign_off,) = [
        each["id"] for each in waiting["signOffs"]["nodes"] if each["number"] == story.number
    ]
    return story.say(
        extras.leader,
        "decideSignOff",
        "signOffId: ID!, approved: Boolean!",
        signOffId=sign_off,
        approved=True,
    )


def _with_a_helper(story: Contested, cast: Cast, extras: Extras, ticket_id: str) -> Iterator[Step]:
    yield story.give_down(cast.city, cast.county)
    yield story.say(
        cast.city,
        "addAssist",
        "ticketId: ID!, unitIds: [ID!]!, requirement: String",
        ticketId=ticket_id,
        unitIds=[extras.handler.unit["id"]],
        requirement="请协助规范摊位。",
    )
    yield story.on_giving(cast.county, "signAssignment")
    yield story.say(
        cast.city, "recordChase", "ticketId: ID!, note: String", ticketId=ticket_id, note="仍未清理"
    )
    yield story.on_giving(extras.handler, "signAssignment")
    yield story.on_giving(extras.handler, "reportAssignment", report=REPORT, replyDraft=DRAFT)
    yield story.on_giving(cast.county, "reportAssignment", report=FIRST_REPORT, replyDraft=DRAFT)
    yield story.on_giving(
        cast.city, "reviewReport", accepted=False, note="没有写明办理结果，请补充。"
    )
    yield from story.hand_back(cast.county, cast.city)
    yield story.on_ticket(cast.city, "replyToCaller", text=DRAFT)
    yield story.on_ticket(
        cast.city,
        "recordFollowUp",
        reached=True,
        resolved=False,
        satisfaction="DISSATISFIED",
        opinion="昨晚垃圾又堆起来了",
    )
    yield from story.hand_back(cast.county, cast.city)
    yield from story.finish(cast.city, cast.city)


def _sign_offs(extras: Extras, acts: str) -> None:
    """What the department lets leave only with its leader's signature."""
    extras.leader.ask(
        f"mutation Policy($unit: ID!) {{ setSignOffPolicy(unitId: $unit, acts: {acts})"
        " { errors { message } } }",
        unit=extras.leader.unit["id"],
    )
