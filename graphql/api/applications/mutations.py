"""Asking for time or a ruling, and deciding on it."""

from typing import Any
from uuid import UUID

import graphene

from api.applications.types import DisputeType
from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.tickets.mutations import NOTE, TicketMutation
from applications.services.disputing import decide_dispute, dispute_adjudication
from applications.services.extending import decide_extension, request_extension
from applications.services.suspending import decide_suspension, request_suspension, resume_ticket
from tickets.models import Ticket


def _told(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


class RequestExtension(TicketMutation):
    class Meta:
        description = "Ask the giver for more time before the limit is over (延期)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        working_days = graphene.Int(description="For limits in working days or hours.")
        hours = graphene.Int(description="For limits that run around the clock.")
        reason = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return request_extension(**_told(arguments))


class DecideExtension(TicketMutation):
    class Meta:
        description = "Grant or refuse an extension; by its id, or the pending one of a giving."
        versioned = True

    class Arguments:
        application_id = ID()
        assignment_id = ID()
        approved = graphene.Boolean(required=True)
        note = graphene.String(description="Required when refused. " + NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return decide_extension(**_told(arguments))


class RequestSuspension(TicketMutation):
    class Meta:
        description = "Ask the accepting centre to pause the case until a day (挂账)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        until = DateTime(required=True, description="At most three months ahead.")
        reason = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return request_suspension(**_told(arguments))


class DecideSuspension(TicketMutation):
    class Meta:
        description = "Grant or refuse a pause; by its id, or the pending one of a ticket."
        versioned = True

    class Arguments:
        application_id = ID()
        ticket_id = ID()
        approved = graphene.Boolean(required=True)
        note = graphene.String(description="Required when refused. " + NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return decide_suspension(**_told(arguments))


class ResumeTicket(TicketMutation):
    class Meta:
        description = "Let a paused case run again with the time it had left (恢复计时)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        note = graphene.String(description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return resume_ticket(**_told(arguments))


class DisputeAdjudication(TicketMutation):
    class Meta:
        description = "Take a refused return to the level above the giver, once (争议)."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        reason = graphene.String(required=True, description=NOTE)
        legal_basis = graphene.String(description="At most 200 characters.")

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return dispute_adjudication(**_told(arguments))


class DecideDispute(TypedMutation):
    class Meta:
        description = "Rule on a dispute; the ruling binds both sides (争议裁定)."
        idempotent = False

    class Arguments:
        dispute_id = ID(required=True)
        upheld = graphene.Boolean(required=True)
        note = graphene.String(required=True, description=NOTE)
        competent_unit_id = ID(description="Whose it is, when upheld.")

    dispute = graphene.Field(DisputeType)

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        dispute_id: UUID,
        upheld: bool,
        note: str,
        competent_unit_id: UUID | None = None,
    ) -> "DecideDispute":
        ruled = decide_dispute(
            actor=info.context.person,
            dispute_id=dispute_id,
            upheld=upheld,
            note=note,
            competent_unit_id=competent_unit_id,
        )
        return cls(dispute=ruled)


class ApplicationMutations(graphene.ObjectType):
    request_extension = RequestExtension.Field()
    decide_extension = DecideExtension.Field()
    request_suspension = RequestSuspension.Field()
    decide_suspension = DecideSuspension.Field()
    resume_ticket = ResumeTicket.Field()
    dispute_adjudication = DisputeAdjudication.Field()
    decide_dispute = DecideDispute.Field()
