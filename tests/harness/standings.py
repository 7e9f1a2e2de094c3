"""One case in every state a place can be in, and every verb as it is said there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from followups.models import Satisfaction
from followups.services.recording import Answers, record_follow_up
from hierarchy.selectors import children_of
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tickets.models import Assignment, ReturnReason, Ticket
from tickets.services.giving import delegate_ticket, escalate_ticket
from tickets.services.registering import accept_ticket
from tickets.services.replying import archive_ticket, reply_to_caller
from tickets.services.reporting import report_assignment, review_report
from tickets.services.returning import adjudicate_return, return_assignment
from tickets.services.signing import sign_assignment
from tickets.states import RULES, State, Verb, acting_step

S = State


@dataclass(frozen=True)
class Standing:
    """A place in a case: who stands there, in which state, and the givings on both sides."""

    name: str
    state: State
    actor: Actor
    round_: Round
    ticket_id: UUID
    version: int
    received: UUID | None
    given: UUID | None


def _returned_to(round_: Round, upheld: bool | None = None) -> Round:
    """The township hands back to the county, which may have decided already."""
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    if upheld is not None:
        round_.adjudicate(round_.county, upheld=upheld)
    return round_


def _reported_to(round_: Round) -> Round:
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    round_.report(round_.township)
    return round_


def _registered(round_: Round) -> Actor:
    round_.register()
    return round_.dispatcher


def _accepted(round_: Round) -> Actor:
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    return round_.dispatcher


def _delegated_within(round_: Round) -> Actor:
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    return round_.county


def _delegated_across(round_: Round) -> Actor:
    return round_.to_county().dispatcher


def _received(round_: Round) -> Actor:
    return round_.to_county().county


def _handling(round_: Round) -> Actor:
    return _returned_to(round_, upheld=True).county


def _returned(round_: Round) -> Actor:
    _returned_to(round_, upheld=True).hand_back(round_.county)
    return round_.county


def _adjudicating(round_: Round) -> Actor:
    return _returned_to(round_).county


def _reviewing(round_: Round) -> Actor:
    return _reported_to(round_).county


def _reported(round_: Round) -> Actor:
    _reported_to(round_).review(round_.county)
    round_.report(round_.county)
    return round_.county


def _replying(round_: Round) -> Actor:
    _reported(round_)
    round_.review(round_.dispatcher)
    return round_.dispatcher


def _following_up(round_: Round) -> Actor:
    _replying(round_)
    round_.reply()
    return round_.dispatcher


def _followed_up(round_: Round) -> Actor:
    _following_up(round_)
    round_.follow_up()
    return round_.dispatcher


def _archived(round_: Round) -> Actor:
    _followed_up(round_)
    round_.archive()
    return round_.county


# The county stands where it can, because it both receives and gives.
WAYS: dict[str, tuple[State, Callable[[Round], Actor]]] = {
    "registered": (S.REGISTERED, _registered),
    "accepted": (S.ACCEPTED, _accepted),
    "delegated within": (S.DELEGATED, _delegated_within),
    "delegated across": (S.DELEGATED, _delegated_across),
    "received": (S.RECEIVED, _received),
    "handling": (S.HANDLING, _handling),
    "returned": (S.RETURNED, _returned),
    "adjudicating": (S.ADJUDICATING, _adjudicating),
    "reported": (S.REPORTED, _reported),
    "reviewing": (S.REVIEWING, _reviewing),
    "replying": (S.REPLYING, _replying),
    "following up": (S.FOLLOWING_UP, _following_up),
    "followed up": (S.FOLLOWING_UP, _followed_up),
    "archived": (S.ARCHIVED, _archived),
}


def stand(city: Any, name: str) -> Standing:
    """A new case carried to where somebody stands in it as named."""
    state, way = WAYS[name]
    round_ = Round(city)
    actor = way(round_)
    with in_workspace(actor.workspace):
        ticket = round_.ticket(actor)
        given = Assignment.objects.filter(ticket=ticket, parent__isnull=True)
        latest = given.order_by("-handoff_seq").first()
    assert ticket.state == state, (name, ticket.state)
    return Standing(
        name=name,
        state=state,
        actor=actor,
        round_=round_,
        ticket_id=ticket.id,
        version=round_.case().version,
        received=ticket.assignment_id,
        given=latest.id if latest else None,
    )


# -- verbs ----------------------------------------------------------------------------------

Arguments = dict[str, Any]
SOLVED = Answers(reached=True, resolved=True, satisfaction=Satisfaction.SATISFIED)
UNSOLVED = Answers(reached=True, resolved=False, satisfaction=Satisfaction.DISSATISFIED)
TICKET, RECEIVED, GIVEN = "ticket", "received", "given"


@dataclass(frozen=True)
class Act:
    """A verb as a service call: what its id names, and what else it is told."""

    service: Callable[..., Ticket]
    names: str
    told: Arguments


ACTS: dict[Verb, Act] = {
    Verb.ACCEPT: Act(accept_ticket, TICKET, {}),
    Verb.DELEGATE: Act(delegate_ticket, TICKET, {}),
    Verb.ESCALATE: Act(escalate_ticket, TICKET, {"reason": "超出职权"}),
    Verb.SIGN: Act(sign_assignment, RECEIVED, {}),
    Verb.RETURN: Act(
        return_assignment, RECEIVED, {"reason": ReturnReason.WRONG_AREA, "note": "不在本辖区"}
    ),
    Verb.UPHOLD_RETURN: Act(adjudicate_return, GIVEN, {"upheld": True, "note": "属实"}),
    Verb.REJECT_RETURN: Act(adjudicate_return, GIVEN, {"upheld": False, "note": "仍由你办"}),
    Verb.REPORT: Act(
        report_assignment, RECEIVED, {"report": "已更换灯具", "reply_draft": "路灯已修复"}
    ),
    Verb.ACCEPT_REPORT: Act(review_report, GIVEN, {"accepted": True}),
    Verb.REWORK: Act(review_report, GIVEN, {"accepted": False, "note": "请补充照片"}),
    Verb.REPLY: Act(reply_to_caller, TICKET, {"text": "路灯已修复"}),
    Verb.FOLLOW_UP: Act(record_follow_up, TICKET, {"answers": SOLVED}),
    Verb.FOLLOW_UP_REWORK: Act(record_follow_up, TICKET, {"answers": UNSOLVED}),
    Verb.ARCHIVE: Act(archive_ticket, TICKET, {}),
}
NOTHING = UUID(int=7)


def perform(city: Any, verb: Verb, standing: Standing, *, by: Actor, **more: Any) -> Ticket:
    """Do a verb at a place, as anybody. Where the place has no such giving, an id of nothing."""
    act = ACTS[verb]
    told = {**act.told, **more}
    if act.names == TICKET:
        told["ticket_id"] = standing.ticket_id
    else:
        told["assignment_id"] = getattr(standing, act.names) or NOTHING
    if verb is Verb.DELEGATE:
        told["to_unit_id"] = _unit_below(standing)
    return city.do(by, act.service, **told)


def _unit_below(standing: Standing) -> UUID:
    (unit_id,) = standing.actor.grants
    with in_workspace(standing.actor.workspace):
        below = children_of(unit_id).first()
    assert below is not None
    return below.id


def sources(verb: Verb) -> list[str]:
    """The standings from which the state table lets `verb` start."""
    return [name for name, (state, _) in WAYS.items() if state in acting_step(RULES[verb]).sources]
