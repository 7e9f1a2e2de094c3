"""What this slice adds to a ticket."""

from typing import Any

import graphene

from api.contacts.loaders import ContactsByTicket, FamilyByTicket
from api.contacts.speaking import resolve_speakable_status, speakable_status
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.identity.ticket_fields import keeps_from
from api.tickets.enums import TicketChannel, TicketState
from contacts.models import ContactKind
from tickets.models import EndReason, Ticket

EndReasonEnum = enum_of(EndReason, name="EndReason", description="终结理由")
ContactKindEnum = enum_of(ContactKind, name="ContactKind", description="来电续办事项")


class ContactType(graphene.ObjectType):
    """One time the citizen turned to us again."""

    class Meta:
        name = "Contact"

    id = ID(required=True)
    kind = ContactKindEnum(required=True)
    channel = TicketChannel(required=True)
    text = graphene.String(required=True)
    at = DateTime(required=True)
    actor_name = graphene.String(required=True)


class RelatedTicketType(graphene.ObjectType):
    """A ticket that belongs together with another one."""

    class Meta:
        name = "RelatedTicket"

    ticket_id = ID(required=True)
    number = graphene.String(required=True)
    title = graphene.String(description="Null for a secret ticket.")
    state = TicketState(required=True, description="Of the case, wherever it is.")

    @staticmethod
    def resolve_ticket_id(ticket: Ticket, _info: Info) -> Any:
        return ticket.id

    @staticmethod
    def resolve_title(ticket: Ticket, _info: Info) -> str | None:
        return None if ticket.secret else ticket.title

    @staticmethod
    def resolve_state(ticket: Ticket, _info: Info) -> str:
        return ticket.case.state.state


def _related(description: str) -> graphene.List:
    of_one = graphene.NonNull(RelatedTicketType)
    return graphene.List(of_one, required=True, description=description)


class ContactFields:
    """What the citizen did since, and what can be read out to them. A part of `Ticket`."""

    chase_count = graphene.Int(required=True, description="How often the citizen asked again.")
    chased_at = DateTime()
    contacts = graphene.List(
        graphene.NonNull(ContactType), required=True, description="Oldest first."
    )
    speakable_status = speakable_status()
    ended_reason = EndReasonEnum(description="Why it was ended without a result.")
    ended_note = graphene.String(required=True)
    reopen_until = DateTime(description="Until when an ended ticket can be reopened.")
    merged_into = graphene.Field(RelatedTicketType, description="It goes on under this one.")
    merged_tickets = _related("Those that go on under this one.")
    split_from = graphene.Field(RelatedTicketType)
    split_parts = _related("What was split off; of a part, its siblings.")

    resolve_speakable_status = staticmethod(resolve_speakable_status)

    @staticmethod
    def resolve_ended_reason(ticket: Ticket, _info: Info) -> str | None:
        return ticket.ended_reason or None

    @staticmethod
    async def resolve_ended_note(ticket: Ticket, info: Info) -> str:
        return "" if await keeps_from(ticket, info) else ticket.ended_note

    @staticmethod
    async def resolve_contacts(ticket: Ticket, info: Info) -> Any:
        if await keeps_from(ticket, info):
            return []
        return await ContactsByTicket.of(info.context).load(ticket.id)

    @staticmethod
    async def resolve_merged_into(ticket: Ticket, info: Info) -> Ticket | None:
        family = await FamilyByTicket.of(info.context).load(ticket.id)
        return family.head if family else None

    @staticmethod
    async def resolve_merged_tickets(ticket: Ticket, info: Info) -> list[Ticket]:
        family = await FamilyByTicket.of(info.context).load(ticket.id)
        return family.children if family else []

    @staticmethod
    async def resolve_split_from(ticket: Ticket, info: Info) -> Ticket | None:
        family = await FamilyByTicket.of(info.context).load(ticket.id)
        return family.whole if family else None

    @staticmethod
    async def resolve_split_parts(ticket: Ticket, info: Info) -> list[Ticket]:
        family = await FamilyByTicket.of(info.context).load(ticket.id)
        return family.parts if family else []
