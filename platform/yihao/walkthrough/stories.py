"""Two stories: a case goes down to a village and back; one born in a village goes up and back."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from yihao.walkthrough.office import Office

REQUEST = {
    "kind": "HELP",
    "title": "官塘驿镇村口路灯不亮，夜间出行不便",
    "body": "村口到卫生室一段三盏路灯已坏半个月，老人晚上看病走夜路很不安全，请尽快修复。",
    "channel": "PHONE",
    "callerName": "演示群众",
    "callerPhone": "13800000001",
}
FOUND = {
    "kind": "HELP",
    "title": "跨界河道漂浮垃圾需上级协调清理",
    "body": "巡查发现河道上游漂来大量垃圾，来源在外县，村级无力清理，申请逐级上报协调。",
    "channel": "SELF_FOUND",
}
REPORT = "已到现场核实并处理完毕，照片存档。"
DRAFT = "您反映的问题已经处理完毕，感谢您的监督。"


@dataclass(frozen=True)
class Step:
    """One step, as the whole city can see it afterwards."""

    story: str
    number: str
    workspace: str
    level: int
    unit: str
    operation: str
    state: str
    holder: str | None
    holder_level: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Cast:
    """Who acts: one person at each level."""

    city: Office
    county: Office
    township: Office
    village: Office


def _key() -> str:
    return str(uuid.uuid4())


class Story:
    """The steps of one case; each is carried out over HTTP when it is asked for."""

    def __init__(self, name: str, cast: Cast) -> None:
        self.name = name
        self.cast = cast
        self.number = ""

    def _step(self, office: Office, operation: str) -> Step:
        seen = office.custody(self.number)
        return Step(
            story=self.name,
            number=self.number,
            workspace=office.workspace,
            level=office.unit["level"],
            unit=office.unit["name"],
            operation=operation,
            state=seen["state"],
            holder=seen["holder"]["name"] if seen["holder"] else None,
            holder_level=seen["level"],
        )

    def register(self, office: Office, request: dict[str, str]) -> Step:
        types = "$kind: TicketKind!, $title: String!, $body: String!, $channel: Channel"
        types += ", $callerName: String, $callerPhone: String, $key: String"
        passed = "kind: $kind, title: $title, body: $body, channel: $channel"
        passed += ", callerName: $callerName, callerPhone: $callerPhone, idempotencyKey: $key"
        ticket = office.do("registerTicket", types, passed, key=_key(), **request)
        self.number = ticket["number"]
        return self._step(office, "registerTicket")

    def on_ticket(self, office: Office, mutation: str, **more: Any) -> Step:
        """A verb that names the ticket."""
        return self._on(office, mutation, "ticketId", "id", more)

    def on_giving(self, office: Office, mutation: str, **more: Any) -> Step:
        """A verb that names the giving it concerns."""
        return self._on(office, mutation, "assignmentId", "actionAssignmentId", more)

    def _on(
        self, office: Office, mutation: str, name: str, source: str, more: dict[str, Any]
    ) -> Step:
        ticket = office.find(self.number)
        types = f"${name}: ID!, $key: String" + "".join(
            f", ${each}: {_type_of(each, value)}" for each, value in more.items()
        )
        passed = f"{name}: ${name}, idempotencyKey: $key" + "".join(
            f", {each}: ${each}" for each in more
        )
        office.do(mutation, types, passed, **{name: ticket[source]}, key=_key(), **more)
        return self._step(office, mutation)

    def give_down(self, office: Office, receiver: Office) -> Step:
        return self.on_ticket(
            office,
            "delegateTicket",
            toUnitId=receiver.unit["id"],
            requirement="请在时限内核实办理并反馈结果。",
        )

    def hand_back(self, below: Office, above: Office) -> Iterator[Step]:
        """Report one level up, and have the report accepted there."""
        yield self.on_giving(below, "reportAssignment", report=REPORT, replyDraft=DRAFT)
        yield self.on_giving(above, "reviewReport", accepted=True)

    def finish(self, origin: Office, centre: Office) -> Iterator[Step]:
        """The accepting unit replies; its hotline centre follows up and archives."""
        yield self.on_ticket(origin, "replyToCaller", text=DRAFT)
        yield self.on_ticket(
            centre, "recordFollowUp", reached=True, resolved=True, satisfaction="SATISFIED"
        )
        yield self.on_ticket(centre, "archiveTicket")


def _type_of(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Boolean!" if name in {"reached", "accepted"} else "Boolean"
    kinds = {"toUnitId": "ID!", "satisfaction": "Satisfaction", "requirement": "String"}
    kinds |= {"note": "String", "opinion": "String"}
    return kinds.get(name, "String!")


def down_and_back(cast: Cast) -> Iterator[Step]:
    """City → county → township → village, reports and reviews back up, reply, archive."""
    story = Story("down", cast)
    yield story.register(cast.city, REQUEST)
    yield story.on_ticket(cast.city, "acceptTicket")
    levels = [cast.city, cast.county, cast.township, cast.village]
    for giver, receiver in pairwise(levels):
        yield story.give_down(giver, receiver)
        yield story.on_giving(receiver, "signAssignment")
    for above, below in reversed(list(pairwise(levels))):
        yield from story.hand_back(below, above)
    yield from story.finish(cast.city, cast.city)


def up_and_back(cast: Cast) -> Iterator[Step]:
    """Village → township → county → city, and the result back down to who asked."""
    story = Story("up", cast)
    yield story.register(cast.village, FOUND)
    yield story.on_ticket(cast.village, "acceptTicket")
    levels = [cast.village, cast.township, cast.county, cast.city]
    for giver, receiver in pairwise(levels):
        yield story.on_ticket(giver, "escalateTicket", reason="超出本级职权，申请上级协调。")
        yield story.on_giving(receiver, "signAssignment")
    for giver, receiver in reversed(list(pairwise(levels))):
        yield from story.hand_back(receiver, giver)
    yield from story.finish(cast.village, cast.county)
