"""The verbs on a ticket. Each is one call of one service, at most once per idempotency key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.tickets.enums import (
    ReturnReasonEnum,
    TicketChannel,
    TicketKind,
    TicketUrgency,
)
from api.tickets.special_reports import SpecialReportInput, special_report_of
from api.tickets.types import TicketType
from hierarchy.selectors import unit_by_id
from intake.services.drafting import register_draft
from people.selectors import is_without_person
from tickets.correcting import Correction
from tickets.idempotency import Once, once_only
from tickets.models import Channel, Ticket, Urgency
from tickets.query_codes import is_code, new_code
from tickets.services.archiving import archive_ticket
from tickets.services.assisting import add_assist, waive_assist
from tickets.services.giving import delegate_ticket, escalate_ticket
from tickets.services.noticing import issue_delegation_notice
from tickets.services.registering import Request, accept_ticket, register_ticket
from tickets.services.reporting import report_assignment, review_report
from tickets.services.returning import adjudicate_return, return_assignment
from tickets.services.signing import sign_assignment
from tickets.unattended import warning_for

TEXT = "At most 20,000 characters."
NOTE = "At most 2,000 characters."


class TicketMutation(TypedMutation):
    """A verb that answers the ticket as it stands afterwards."""

    class Meta:
        abstract = True

    ticket = graphene.Field(TicketType, description="The ticket after the verb; null if refused.")

    @classmethod
    def perform(cls, info: Info, *, idempotency_key: str | None = None, **arguments: Any) -> Any:
        return cls(ticket=cls.done_once(info, idempotency_key, arguments))

    @classmethod
    def done_once(
        cls, info: Info, idempotency_key: str | None, arguments: dict[str, Any], **unsaid: Any
    ) -> Ticket:
        """Call the service at most once a key; `unsaid` is what the client did not say itself."""
        actor = info.context.person
        known = {name: value for name, value in arguments.items() if name != "expected_version"}
        once = Once.of(idempotency_key, cls.__name__, known)
        told = {**arguments, **unsaid}
        return once_only(actor, once, lambda: cls.carry_out(actor=actor, once=once, **told))

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        """Call the service."""
        raise NotImplementedError


def _verb(service: Callable[..., Ticket]) -> Callable[..., Ticket]:
    """A service whose arguments are those of the mutation."""

    def carry_out(_cls: type, **arguments: Any) -> Ticket:
        return service(**arguments)

    return classmethod(carry_out)  # type: ignore[return-value, arg-type]


class RegisterTicket(TicketMutation):
    class Meta:
        description = "Take down a citizen's request in the person's unit (登记)."

    class Arguments:
        unit_id = ID(description="Needed only by people who register for several units.")
        kind = TicketKind(required=True)
        title = graphene.String(required=True, description="At most 200 characters.")
        body = graphene.String(required=True, description=TEXT)
        body_shared = graphene.String(
            description="What other workspaces will read; by default the screened body."
        )
        category = graphene.String()
        urgency = TicketUrgency()
        channel = TicketChannel()
        area_unit_id = ID(description="The area concerned.")
        address = graphene.String(description="At most 200 characters.")
        latitude = graphene.Float(description="Degrees, GCJ-02; with `longitude` or not at all.")
        longitude = graphene.Float(description="Degrees, GCJ-02.")
        caller_name = graphene.String(description="Kept encrypted, apart from the ticket.")
        caller_phone = graphene.String(description="Kept encrypted, apart from the ticket.")
        secret = graphene.Boolean(
            description=(
                "保密件; by default as the kind says, and complaints against a named officer. "
                "Never taken back."
            )
        )
        respondent_unit_id = ID(description="The unit complained of (被反映单位).")
        respondent_named = graphene.Boolean(description="Against a named officer of that unit.")
        draft_id = ID(description="The person's draft that this finishes; closed with it.")

    query_code = graphene.String(
        description=(
            "查询码, for the citizen: said once, kept nowhere; null where a repeat is answered."
        )
    )

    @classmethod
    def perform(cls, info: Info, *, idempotency_key: str | None = None, **arguments: Any) -> Any:
        code = new_code()
        ticket = cls.done_once(info, idempotency_key, arguments, query_code=code)
        fresh = is_code(ticket.number, code, [ticket.query_code_hash])
        return cls(ticket=ticket, query_code=code if fresh else None)

    @classmethod
    def carry_out(
        cls,
        *,
        actor: Any,
        once: Once | None,
        query_code: str,
        unit_id: UUID | None = None,
        area_unit_id: UUID | None = None,
        urgency: Urgency | None = None,
        channel: Channel | None = None,
        draft_id: UUID | None = None,
        **texts: Any,
    ) -> Ticket:
        request = Request(
            area_id=area_unit_id,
            urgency=urgency or Urgency.ORDINARY,
            channel=channel or Channel.PHONE,
            **{name: value for name, value in texts.items() if value is not None},
        )
        given = {"actor": actor, "request": request, "once": once, "query_code": query_code}
        if draft_id is not None:
            return register_draft(draft_id=draft_id, unit_id=unit_id, **given)
        return register_ticket(unit_id=unit_id, **given)


class AcceptTicket(TicketMutation):
    class Meta:
        description = "Take a registered request on (受理); its limit begins to run."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        kind = TicketKind(description="Corrects what was taken down; so do the others.")
        category = graphene.String()
        urgency = TicketUrgency()
        area_unit_id = ID()
        title = graphene.String(description="At most 200 characters.")

    @classmethod
    def carry_out(
        cls,
        *,
        actor: Any,
        once: Once | None,
        ticket_id: UUID,
        expected_version: int | None = None,
        area_unit_id: UUID | None = None,
        **corrected: Any,
    ) -> Ticket:
        return accept_ticket(
            actor=actor,
            once=once,
            ticket_id=ticket_id,
            expected_version=expected_version,
            correction=Correction(area_id=area_unit_id, **corrected),
        )


class GivingWarning(graphene.ObjectType):
    """Something to see to after a giving. Codes: UNIT_WITHOUT_PERSON."""

    is_envelope = True

    code = graphene.String(required=True)
    message = graphene.String(required=True)


class DelegateTicket(TicketMutation):
    class Meta:
        description = "Give the case to a unit directly below its holder (交办)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        to_unit_id = ID(required=True, description="One of the ticket's `delegateTargets`.")
        requirement = graphene.String(description=NOTE)
        due_at = DateTime(description="Must lie within the giver's own limit.")
        body_shared = graphene.String(description="Replaces the text other workspaces read.")
        override_reason = graphene.String(
            description="Why a department's own function goes to a township or village. " + NOTE
        )
        special_report = SpecialReportInput(description="Needed by a 重特大 matter at its centre.")
        without_report_reason = graphene.String(
            description="A manager's reason to let it go without; at most 200 characters."
        )

    warnings = graphene.List(
        graphene.NonNull(lambda: GivingWarning),
        description="It was given all the same; null if it was not.",
    )

    @classmethod
    def perform(cls, info: Info, *, to_unit_id: UUID, **arguments: Any) -> Any:
        payload = super().perform(info, to_unit_id=to_unit_id, **arguments)
        unit = unit_by_id(to_unit_id)
        payload.warnings = []
        if unit is not None and is_without_person(unit.pk):
            payload.warnings.append(
                GivingWarning(code="UNIT_WITHOUT_PERSON", message=warning_for(unit))
            )
        return payload

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        given = {name: value for name, value in arguments.items() if value is not None}
        return delegate_ticket(**{"once": None, **special_report_of(given)})


class IssueDelegationNotice(TypedMutation):
    class Meta:
        description = (
            "Issue the 交办通知书 of a giving inside this workspace; to another one the accepting"
            " centre issues it with the giving. A second one is refused."
        )
        idempotent = False

    class Arguments:
        assignment_id = ID(required=True)

    ticket = graphene.Field(TicketType)

    @classmethod
    def perform(cls, info: Info, *, assignment_id: UUID) -> "IssueDelegationNotice":
        actor = info.context.person
        return cls(ticket=issue_delegation_notice(actor=actor, assignment_id=assignment_id))


class EscalateTicket(TicketMutation):
    class Meta:
        description = "Give the case to the level above (上报)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reason = graphene.String(required=True, description=NOTE)

    carry_out = _verb(escalate_ticket)


class SignAssignment(TicketMutation):
    class Meta:
        description = "Confirm receipt of a giving (签收)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)

    carry_out = _verb(sign_assignment)


class ReturnAssignment(TicketMutation):
    class Meta:
        description = "Hand a giving back with a reason (退单)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        reason = ReturnReasonEnum(required=True)
        note = graphene.String(required=True, description=NOTE)
        suggested_unit_id = ID(description="Who should handle it instead.")
        legal_basis = graphene.String(description="At most 200 characters.")

    @classmethod
    def carry_out(cls, *, legal_basis: str | None = None, **arguments: Any) -> Ticket:
        return return_assignment(legal_basis=legal_basis or "", **arguments)


class AdjudicateReturn(TicketMutation):
    class Meta:
        description = "Decide on a return (裁定); the decision binds."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        upheld = graphene.Boolean(required=True)
        note = graphene.String(required=True, description=NOTE)
        competent_unit_id = ID(description="Upheld: whose it is instead. Kept as a precedent.")
        write_to_catalogue = graphene.Boolean(
            description="Whoever was found competent leads such matters there from today on."
        )

    @classmethod
    def carry_out(cls, *, write_to_catalogue: bool | None = None, **arguments: Any) -> Ticket:
        return adjudicate_return(write_to_catalogue=bool(write_to_catalogue), **arguments)


class AddAssist(TicketMutation):
    class Meta:
        description = "Call units of one's own area in to help (加派协办); the lead stays the lead."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        unit_ids = graphene.List(graphene.NonNull(ID), required=True, description="At most 20.")
        requirement = graphene.String(description=NOTE)
        due_at = DateTime(description="Must lie within one's own limit.")

    @classmethod
    def carry_out(cls, *, requirement: str | None = None, **arguments: Any) -> Ticket:
        return add_assist(requirement=requirement or "", **arguments)


class WaiveAssist(TicketMutation):
    class Meta:
        description = "No longer wait for a helper (免除协办); the lead may then report."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        reason = graphene.String(required=True, description=NOTE)

    carry_out = _verb(waive_assist)


class ReportAssignment(TicketMutation):
    class Meta:
        description = "Report the result of a giving to its giver (反馈)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        report = graphene.String(required=True, description="办理情况. " + TEXT)
        reply_draft = graphene.String(required=True, description="拟答复意见. " + TEXT)
        attachment_ids = graphene.List(
            graphene.NonNull(ID),
            description="Own uploads, or files of the ticket; without any the evidence from below.",
        )
        contacted_at = DateTime(description="When the unit first contacted the citizen.")

    carry_out = _verb(report_assignment)


class ReviewReport(TicketMutation):
    class Meta:
        description = "Accept a report (复核) or send it back (发回重办)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        accepted = graphene.Boolean(required=True)
        note = graphene.String(description="Required when sent back. " + NOTE)

    @classmethod
    def carry_out(cls, *, note: str | None = None, **arguments: Any) -> Ticket:
        return review_report(note=note or "", **arguments)


class ArchiveTicket(TicketMutation):
    class Meta:
        description = "End the case after its follow-up (归档)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)

    carry_out = _verb(archive_ticket)


class TicketMutations(graphene.ObjectType):
    register_ticket = RegisterTicket.Field()
    accept_ticket = AcceptTicket.Field()
    delegate_ticket = DelegateTicket.Field()
    issue_delegation_notice = IssueDelegationNotice.Field()
    escalate_ticket = EscalateTicket.Field()
    sign_assignment = SignAssignment.Field()
    return_assignment = ReturnAssignment.Field()
    adjudicate_return = AdjudicateReturn.Field()
    add_assist = AddAssist.Field()
    waive_assist = WaiveAssist.Field()
    report_assignment = ReportAssignment.Field()
    review_report = ReviewReport.Field()
    archive_ticket = ArchiveTicket.Field()
