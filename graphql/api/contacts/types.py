"""A ticket as it is found while a citizen waits on the line."""

from typing import Any

import graphene

from api.contacts.speaking import resolve_speakable_status, speakable_status
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.tickets.enums import TicketKind, TicketState
from api.tickets.loaders import CallerById
from api.tickets.types import CallerType
from contacts.comparing import Likeness
from contacts.duplicates import Candidate
from tickets.models import Ticket

LikenessEnum = enum_of(Likeness, name="Likeness", description="疑似重复的理由")


class FoundTicketType(graphene.ObjectType):
    """A ticket that was looked for. Of a secret one: number, state in general words, no more."""

    class Meta:
        name = "FoundTicket"

    ticket_id = ID(required=True)
    number = graphene.String(required=True)
    secret = graphene.Boolean(required=True)
    title = graphene.String(description="Null for a secret ticket.")
    kind = TicketKind(description="Null for a secret ticket.")
    state = TicketState(description="Of the case, wherever it is; null for a secret ticket.")
    open = graphene.Boolean(required=True, description="Not yet ended.")
    is_origin = graphene.Boolean(required=True, description="Accepted in this workspace.")
    caller = graphene.Field(CallerType, description="Masked; null for a secret ticket.")
    registered_at = DateTime(required=True)
    chase_count = graphene.Int(required=True)
    reply = graphene.String(description="What the citizen was answered, to be read out again.")
    version = graphene.Int(required=True, description="Send it back as `expectedVersion`.")
    speakable_status = speakable_status()

    resolve_speakable_status = staticmethod(resolve_speakable_status)

    @staticmethod
    def resolve_ticket_id(ticket: Ticket, _info: Info) -> Any:
        return ticket.id

    @staticmethod
    def resolve_title(ticket: Ticket, _info: Info) -> str | None:
        return None if ticket.secret else ticket.title

    @staticmethod
    def resolve_kind(ticket: Ticket, _info: Info) -> str | None:
        return None if ticket.secret else ticket.kind

    @staticmethod
    def resolve_state(ticket: Ticket, _info: Info) -> str | None:
        return None if ticket.secret else ticket.case.state.state

    @staticmethod
    def resolve_open(ticket: Ticket, _info: Info) -> bool:
        return ticket.case.state.closed_at is None

    @staticmethod
    async def resolve_caller(ticket: Ticket, info: Info) -> Any:
        if ticket.secret or ticket.caller_id is None:
            return None
        return await CallerById.of(info.context).load(ticket.caller_id)

    @staticmethod
    def resolve_reply(ticket: Ticket, _info: Info) -> str | None:
        told = ticket.replied_at is not None and not ticket.secret
        return ticket.reply if told else None

    @staticmethod
    def resolve_version(ticket: Ticket, _info: Info) -> int:
        return ticket.case.state.version


class DuplicateReasonType(graphene.ObjectType):
    """Why both may be about the same thing."""

    class Meta:
        name = "DuplicateReason"

    likeness = LikenessEnum(required=True)
    weight = graphene.Int(required=True)
    sentence = graphene.String(required=True)


class DuplicateCandidateType(graphene.ObjectType):
    """A ticket that may be about the same thing (疑似重复)."""

    class Meta:
        name = "DuplicateCandidate"

    ticket = graphene.Field(FoundTicketType, required=True)
    score = graphene.Int(required=True, description="All weights together, at most 100.")
    reasons = graphene.List(
        graphene.NonNull(DuplicateReasonType), required=True, description="The weightiest first."
    )

    @staticmethod
    def resolve_ticket(candidate: Candidate, _info: Info) -> Ticket:
        return candidate.ticket


class ContactPolicyType(graphene.ObjectType):
    """The workspace's numbers for chases and reopening."""

    class Meta:
        name = "ContactPolicy"

    chases_per_alert = graphene.Int(required=True, description="The dispatcher hears of each nth.")
    reopen_days = graphene.Int(required=True)
    valid_from = DateTime(required=True)
