"""Seeing who called, and letting others."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.identity.types import RevealedIdentityType
from api.tickets.mutations import NOTE, TicketMutation
from api.tickets.types import TicketType
from identity.services.granting import end_ticket_access, grant_ticket_access
from identity.services.marking import mark_investigation, mark_secret
from identity.services.releasing import release_contact
from identity.services.revealing import reveal_identity
from tickets.models import Ticket

REASON = "At most 200 characters."


class RevealIdentity(TypedMutation):
    class Meta:
        description = (
            "Show who called (查看诉求人); recorded each time. Of an ordinary ticket with one tap;"
            " of a secret one with a reason and a code, for a quarter of an hour."
        )
        idempotent = False

    class Arguments:
        ticket_id = ID(description="This, or the giving.")
        assignment_id = ID(description="The giving in which the person works.")
        reason = graphene.String(description="Required for a secret ticket. " + REASON)
        code = graphene.String(description="Of the second factor, for a secret ticket.")

    identity = graphene.Field(RevealedIdentityType)

    @classmethod
    def perform(cls, info: Info, *, reason: str | None = None, **named: Any) -> Any:
        revealed = reveal_identity(actor=info.context.person, reason=reason or "", **named)
        return cls(identity=revealed)


class ReleaseContact(TicketMutation):
    class Meta:
        description = (
            "Let a village or a unit that helps reach the citizen for its task (授权联系)."
        )
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return release_contact(**arguments)


class MarkSecret(TicketMutation):
    class Meta:
        description = "Make a ticket secret everywhere (转为保密件). There is no way back."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reason = graphene.String(required=True, description=REASON)
        respondent_unit_id = ID(description="The unit complained of.")
        respondent_named = graphene.Boolean()

    @classmethod
    def carry_out(cls, *, respondent_named: bool | None = None, **arguments: Any) -> Ticket:
        return mark_secret(respondent_named=bool(respondent_named), **arguments)


class _TicketAnswer(TypedMutation):
    """A mutation that answers the ticket, and does no harm twice."""

    class Meta:
        abstract = True

    ticket = graphene.Field(TicketType, description="The ticket afterwards; null if refused.")


class GrantTicketAccess(_TicketAnswer):
    class Meta:
        description = (
            "With the citizen's consent on record, let one named investigator learn who they are"
            " (同意移交身份). A second one is refused while the first may."
        )
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        user_id = ID(required=True, description="The investigator.")
        until = DateTime(required=True, description="At most 30 days from now.")
        reason = graphene.String(required=True, description=REASON)
        consent_note = graphene.String(
            required=True, description="How and when the citizen agreed. " + NOTE
        )

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        ticket_id: UUID,
        user_id: UUID,
        until: datetime,
        reason: str,
        consent_note: str,
    ) -> Any:
        ticket = grant_ticket_access(
            actor=info.context.person,
            ticket_id=ticket_id,
            user_id=user_id,
            until=until,
            reason=reason,
            consent_note=consent_note,
        )
        return cls(ticket=ticket)


class EndTicketAccess(_TicketAnswer):
    class Meta:
        description = "Take an investigator's access back before its time."
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        reason = graphene.String(required=True, description=REASON)

    @classmethod
    def perform(cls, info: Info, *, ticket_id: UUID, reason: str) -> Any:
        actor = info.context.person
        return cls(ticket=end_ticket_access(actor=actor, ticket_id=ticket_id, reason=reason))


class MarkInvestigation(_TicketAnswer):
    class Meta:
        description = (
            "Say that an investigation is under way, or over: who looked is then not told."
        )
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        marked = graphene.Boolean(required=True)
        reason = graphene.String(required=True, description=REASON)

    @classmethod
    def perform(cls, info: Info, *, ticket_id: UUID, marked: bool, reason: str) -> Any:
        actor = info.context.person
        ticket = mark_investigation(actor=actor, ticket_id=ticket_id, marked=marked, reason=reason)
        return cls(ticket=ticket)


class IdentityMutations(graphene.ObjectType):
    reveal_identity = RevealIdentity.Field()
    release_contact = ReleaseContact.Field()
    mark_secret = MarkSecret.Field()
    grant_ticket_access = GrantTicketAccess.Field()
    end_ticket_access = EndTicketAccess.Field()
    mark_investigation = MarkInvestigation.Field()
