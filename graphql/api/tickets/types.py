"""Tickets and what belongs to them, as the API shows them."""

from typing import Any
from uuid import UUID

import graphene

from api.applications.ticket_fields import ApplicationFields
from api.attachments.ticket_fields import AssignmentAttachments, TicketAttachments
from api.catalogue.giving_fields import CatalogueOfGiving
from api.checkups.ticket_fields import AssignmentFindings
from api.contacts.ticket_fields import ContactFields
from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.scalars import ID, DateTime
from api.documents.ticket_fields import DocumentFields
from api.duties.ticket_fields import DutyFields
from api.followups.ticket_fields import FollowUpTicketFields
from api.identity.ticket_fields import SecrecyOfTicket, keeps_from, own_words
from api.incidents.ticket_fields import IncidentOfTicket
from api.intake.ticket_fields import HandlingOfTicket, PlaceOfTicket
from api.replies.ticket_fields import ReplyTicketFields
from api.signoffs.ticket_fields import SignOffFields
from api.taxonomy.ticket_fields import CategoryOfTicket
from api.tickets import enums
from api.tickets.case_types import CustodyType, unit
from api.tickets.loaders import CaseById
from api.units.types import UnitType
from callers.models import Caller
from custody.models import CaseState
from custody.states import IN_HAND
from privacy.masking import mask_name, mask_phone
from tickets.models import Assignment, Ticket
from tickets.offers import allowed_verbs
from tickets.selectors import action_assignment, delegate_targets, timeline_of


class CallerType(graphene.ObjectType):
    """The citizen, masked."""

    class Meta:
        name = "Caller"

    name = graphene.String(required=True)
    phone = graphene.String(required=True)

    @staticmethod
    def resolve_name(caller: Caller, _info: Info) -> str:
        return mask_name(caller.name)

    @staticmethod
    def resolve_phone(caller: Caller, _info: Info) -> str:
        return mask_phone(caller.phone)


class AssignmentType(
    AssignmentAttachments, AssignmentFindings, CatalogueOfGiving, graphene.ObjectType
):
    """One giving (交办件): by whom, to whom, until when, and what came of it."""

    class Meta:
        name = "Assignment"

    id = ID(required=True)
    from_unit = graphene.Field(UnitType, required=True)
    to_unit = graphene.Field(UnitType, required=True)
    role = enums.AssignmentRole(required=True)
    direction = enums.DirectionEnum(required=True)
    state = enums.TicketState(required=True)
    incoming = graphene.Boolean(
        required=True, description="The giving by which this workspace's copy arrived."
    )
    requirement = graphene.String(required=True)
    due_at = DateTime()
    created_at = DateTime(required=True)
    signed_at = DateTime()
    reported_at = DateTime()
    report = graphene.String(required=True, description="办理情况")
    reply_draft = graphene.String(required=True, description="拟答复意见")
    return_reason = enums.ReturnReasonEnum()
    return_note = graphene.String(required=True)
    return_basis = graphene.String(required=True, description="退单依据")
    return_until = DateTime(description="Until when the receiver may hand it back.")
    returns_before = graphene.Int(required=True, description="Returns at this level so far.")
    signed_by_unit = graphene.Field(UnitType, description="代签: the unit that signed for it.")
    reported_by_unit = graphene.Field(UnitType, description="代报: the unit that reported for it.")
    express = graphene.Boolean(required=True)
    suspended_until = DateTime()
    contacted_at = DateTime()
    contact_released = graphene.Boolean(required=True)
    waive_reason = graphene.String(required=True)
    ended_at = DateTime()

    # The root is an Assignment, or the Ticket that arrived by one kept in another workspace.
    @staticmethod
    def resolve_id(giving: Assignment | Ticket, _info: Info) -> Any:
        return giving.id if isinstance(giving, Assignment) else giving.assignment_id

    @staticmethod
    async def resolve_from_unit(giving: Assignment | Ticket, info: Info) -> Any:
        return await unit(info, giving.from_unit_id)

    @staticmethod
    async def resolve_to_unit(giving: Assignment | Ticket, info: Info) -> Any:
        return await unit(
            info, giving.to_unit_id if isinstance(giving, Assignment) else giving.unit_id
        )

    @staticmethod
    def resolve_role(giving: Assignment | Ticket, _info: Info) -> str:
        return giving.role

    @staticmethod
    async def resolve_signed_by_unit(giving: Assignment | Ticket, info: Info) -> Any:
        return await unit(info, giving.signed_by_unit_id)

    @staticmethod
    async def resolve_reported_by_unit(giving: Assignment | Ticket, info: Info) -> Any:
        return await unit(info, giving.reported_by_unit_id)

    @staticmethod
    def resolve_incoming(giving: Assignment | Ticket, _info: Info) -> bool:
        return isinstance(giving, Ticket)

    @staticmethod
    def resolve_return_reason(giving: Assignment | Ticket, _info: Info) -> str | None:
        return giving.return_reason or None


class TimelineEventType(graphene.ObjectType):
    """What happened, when, and who did it."""

    class Meta:
        name = "TimelineEvent"

    id = ID(required=True)
    seq = graphene.Int(required=True)
    verb = enums.TicketVerb(required=True)
    at = DateTime(required=True)
    actor_name = graphene.String(required=True)
    unit = graphene.Field(UnitType, description="The unit that acted.")
    for_unit = graphene.Field(UnitType, description="代签代报: the unit it was done for.")
    to_unit = graphene.Field(UnitType)
    state = enums.TicketState(description="Of whoever had the case in hand here afterwards.")
    note = graphene.String(required=True)

    @staticmethod
    def resolve_state(event: Any, _info: Info) -> str | None:
        states = list(event.states.values())
        return next((state for state in states if state in IN_HAND), states[-1] if states else None)

    @staticmethod
    async def resolve_unit(event: Any, info: Info) -> Any:
        return await unit(info, event.unit_id)

    @staticmethod
    async def resolve_for_unit(event: Any, info: Info) -> Any:
        return await unit(info, event.for_unit_id)

    @staticmethod
    async def resolve_to_unit(event: Any, info: Info) -> Any:
        return await unit(info, event.to_unit_id)


EventConnection = connection_of(TimelineEventType, name="EventConnection")
BY_SEQ = Order(Key("seq", int))


class TicketType(
    SecrecyOfTicket,
    ApplicationFields,
    SignOffFields,
    ContactFields,
    DocumentFields,
    DutyFields,
    TicketAttachments,
    CategoryOfTicket,
    IncidentOfTicket,
    PlaceOfTicket,
    HandlingOfTicket,
    ReplyTicketFields,
    FollowUpTicketFields,
    graphene.ObjectType,
):
    """A workspace's copy of a citizen's request (工单)."""

    class Meta:
        name = "Ticket"

    id = ID(required=True)
    number = graphene.String(required=True)
    title = graphene.String(required=True)
    body_shared = graphene.String(required=True, description="As other workspaces read it.")
    kind = enums.TicketKind(required=True)
    category = graphene.String(required=True)
    urgency = enums.TicketUrgency(required=True)
    channel = enums.TicketChannel(required=True)
    state = enums.TicketState(required=True, description="The place of the copy's own unit.")
    is_origin = graphene.Boolean(required=True, description="Accepted in this workspace.")
    unit = graphene.Field(UnitType, required=True, description="Whose copy this is.")
    holder = graphene.Field(UnitType, description="Who has it in hand here; null if elsewhere.")
    holder_state = enums.TicketState()
    due_at = DateTime(description="The limit of the copy's unit.")
    holder_due_at = DateTime(description="The limit of the holder.")
    area = graphene.Field(UnitType)
    caller = graphene.Field(CallerType)
    registered_at = DateTime(required=True)
    archived_at = DateTime()
    version = graphene.Int(required=True, description="Send it back as `expectedVersion`.")
    role = enums.AssignmentRole(required=True, description="Whether this workspace only helps.")
    way = enums.WayEnum(description="How it is handled; null until that is known.")
    secret = graphene.Boolean(required=True)
    chase_count = graphene.Int(required=True, description="How often the citizen asked again.")
    chased_at = DateTime()
    suspended_until = DateTime()
    original_number = graphene.String(required=True, description="In the system before this one.")
    rework_count = graphene.Int(required=True)
    reply = graphene.String(required=True)
    assignments = graphene.List(graphene.NonNull(AssignmentType), required=True)
    timeline = connection_field(EventConnection, description="What happened here, oldest first.")
    custody = graphene.Field(CustodyType, required=True)
    allowed_actions = graphene.List(
        graphene.NonNull(enums.TicketAction),
        required=True,
        description="What the person asking may do now.",
    )
    action_assignment_id = ID(description="The giving those actions concern.")
    delegate_targets = graphene.List(graphene.NonNull(UnitType), required=True)

    @staticmethod
    def resolve_holder_state(ticket: Ticket, _info: Info) -> str | None:
        return ticket.holder_state or None

    @staticmethod
    def resolve_way(ticket: Ticket, _info: Info) -> str | None:
        return ticket.way or None

    @staticmethod
    def resolve_version(ticket: Ticket, _info: Info) -> int:
        return ticket.case.state.version

    @staticmethod
    async def resolve_unit(ticket: Ticket, info: Info) -> Any:
        return await unit(info, ticket.unit_id)

    @staticmethod
    async def resolve_holder(ticket: Ticket, info: Info) -> Any:
        return await unit(info, ticket.holder_unit_id)

    @staticmethod
    async def resolve_area(ticket: Ticket, info: Info) -> Any:
        return await unit(info, ticket.area_id)

    @staticmethod
    async def resolve_timeline(
        ticket: Ticket, info: Info, first: int, after: str | None = None
    ) -> Page[Any]:
        page = page_of(timeline_of(ticket), order=BY_SEQ, first=first, after=after)
        if await keeps_from(ticket, info):
            own_words(page.nodes, info)
        return page

    @staticmethod
    async def resolve_custody(ticket: Ticket, info: Info) -> CaseState:
        case = await CaseById.of(info.context).load(ticket.case_id)
        assert case is not None
        return case.state

    @staticmethod
    def resolve_allowed_actions(ticket: Ticket, info: Info) -> list[enums.Action]:
        verbs = allowed_verbs(info.context.person, ticket)
        return list(dict.fromkeys(enums.ACTION_OF[verb] for verb in verbs))

    @staticmethod
    def resolve_action_assignment_id(ticket: Ticket, info: Info) -> UUID | None:
        return action_assignment(info.context.person, ticket)

    @staticmethod
    def resolve_delegate_targets(ticket: Ticket, _info: Info) -> list[Any]:
        return delegate_targets(ticket)
