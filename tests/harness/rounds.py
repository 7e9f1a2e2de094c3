"""Carrying a case around in tests, through the services."""

from itertools import pairwise
from typing import Any

from custody.models import CaseState
from followups.models import Satisfaction
from followups.services.recording import Answers, record_follow_up
from people.actor import Actor
from replies.services.replying import reply_to_caller
from tenancy.context import in_workspace
from tickets.models import Kind, ReturnReason, Ticket
from tickets.selectors import action_assignment, inbox_of
from tickets.services.archiving import archive_ticket
from tickets.services.giving import delegate_ticket, escalate_ticket
from tickets.services.registering import Request, accept_ticket, register_ticket
from tickets.services.reporting import report_assignment, review_report
from tickets.services.returning import adjudicate_return, return_assignment
from tickets.services.signing import sign_assignment

REQUEST = Request(
    kind=Kind.HELP,
    title="路灯不亮",
    body="村口三盏路灯坏了半个月，联系电话 13800000001。",
    caller_name="张三",
    caller_phone="13800000001",
)


class Round:
    """One case and the people who pass it on; each verb acts on what its actor has in hand."""

    def __init__(self, city: Any) -> None:
        self.city = city
        self.dispatcher = city.actor("city.dispatcher")
        self.county = city.actor("chibi.dispatcher")
        township, village = city.walkthrough_units()
        self.township_unit, self.village_unit = township, village
        self.township = city.actor(city.user_for(township.code), "chibi")
        self.village = city.actor(city.user_for(village.code), "chibi")
        self.county_unit = city.unit("421281")
        self.number = ""

    # -- reading ----------------------------------------------------------------------------

    def ticket(self, actor: Actor) -> Ticket:
        """The copy in the actor's workspace, whoever holds it."""
        assert actor.workspace is not None
        with in_workspace(actor.workspace):
            found = Ticket.objects.select_related("case__state").filter(number=self.number)
            return found.order_by("-created_at")[0]

    def case(self) -> CaseState:
        assert self.dispatcher.workspace is not None
        with in_workspace(self.dispatcher.workspace):
            return CaseState.objects.select_related("case").get(case__number=self.number)

    def in_hand(self, actor: Actor) -> Ticket:
        assert actor.workspace is not None
        with in_workspace(actor.workspace):
            return inbox_of(actor).get(number=self.number)

    def giving(self, actor: Actor) -> Any:
        """The giving that the actor's next act concerns."""
        with in_workspace(actor.workspace):
            return action_assignment(actor, inbox_of(actor).get(number=self.number))

    # -- verbs ------------------------------------------------------------------------------

    def register(self, actor: Actor | None = None, request: Request = REQUEST) -> Ticket:
        ticket = self.city.do(actor or self.dispatcher, register_ticket, request=request)
        self.number = ticket.number
        return ticket

    def accept(self, actor: Actor | None = None) -> Ticket:
        actor = actor or self.dispatcher
        return self.city.do(actor, accept_ticket, ticket_id=self.in_hand(actor).id)

    def delegate(self, actor: Actor, unit: Any, **more: Any) -> Ticket:
        ticket = self.in_hand(actor)
        return self.city.do(actor, delegate_ticket, ticket_id=ticket.id, to_unit_id=unit.id, **more)

    def escalate(self, actor: Actor) -> Ticket:
        ticket = self.in_hand(actor)
        return self.city.do(actor, escalate_ticket, ticket_id=ticket.id, reason="超出职权")

    def sign(self, actor: Actor) -> Ticket:
        return self.city.do(actor, sign_assignment, assignment_id=self.giving(actor))

    def hand_back(self, actor: Actor) -> Ticket:
        return self.city.do(
            actor,
            return_assignment,
            assignment_id=self.giving(actor),
            reason=ReturnReason.WRONG_AREA,
            note="不在本辖区",
        )

    def adjudicate(self, actor: Actor, *, upheld: bool) -> Ticket:
        return self.city.do(
            actor,
            adjudicate_return,
            assignment_id=self.giving(actor),
            upheld=upheld,
            note="经核实",
        )

    def report(self, actor: Actor) -> Ticket:
        return self.city.do(
            actor,
            report_assignment,
            assignment_id=self.giving(actor),
            report="已更换灯具",
            reply_draft="路灯已修复",
        )

    def review(self, actor: Actor, *, accepted: bool = True) -> Ticket:
        return self.city.do(
            actor,
            review_report,
            assignment_id=self.giving(actor),
            accepted=accepted,
            note="" if accepted else "请补充照片",
        )

    def reply(self, actor: Actor | None = None) -> Ticket:
        actor = actor or self.dispatcher
        ticket = self.in_hand(actor)
        return self.city.do(actor, reply_to_caller, ticket_id=ticket.id, text="路灯已修复")

    def follow_up(self, actor: Actor | None = None, **answers: Any) -> Ticket:
        actor = actor or self.dispatcher
        said = {"reached": True, "resolved": True, "satisfaction": Satisfaction.SATISFIED}
        ticket = self.in_hand(actor)
        return self.city.do(
            actor, record_follow_up, ticket_id=ticket.id, answers=Answers(**{**said, **answers})
        )

    def archive(self, actor: Actor | None = None) -> Ticket:
        actor = actor or self.dispatcher
        return self.city.do(actor, archive_ticket, ticket_id=self.in_hand(actor).id)

    # -- stretches --------------------------------------------------------------------------

    def to_county(self) -> "Round":
        self.register()
        self.accept()
        self.delegate(self.dispatcher, self.county_unit)
        return self

    def to_village(self) -> "Round":
        self.to_county()
        self.sign(self.county)
        self.delegate(self.county, self.township_unit)
        self.sign(self.township)
        self.delegate(self.township, self.village_unit)
        return self

    def back_to_city(self) -> "Round":
        self.sign(self.village)
        levels = [self.village, self.township, self.county, self.dispatcher]
        for below, above in pairwise(levels):
            self.report(below)
            self.review(above)
        return self
