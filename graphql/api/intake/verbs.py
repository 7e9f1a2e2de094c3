"""What a seat does about a request itself, and what is said against a refusal."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.intake.handling_types import OutcomeEnum, RefusalType
from api.tickets.mutations import NOTE, TEXT, TicketMutation
from intake.services.answering import (
    Participant,
    answer_ticket,
    confer_on_ticket,
    hand_over_emergency,
)
from intake.services.declining import decide_objection, decline_ticket, object_to_refusal
from tickets.models import Ticket


def _said(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


class DeclineTicket(TicketMutation):
    class Meta:
        description = "Do not take a request on (不予受理): why, and where the citizen was guided."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        refusal_class = graphene.String(
            required=True, description="Code of one of the refused classes of the day."
        )
        explanation = graphene.String(required=True, description=NOTE)
        guided_to = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, *, refusal_class: str, **arguments: Any) -> Ticket:
        return decline_ticket(
            refusal_class_code=refusal_class, **_said({"once": None, **arguments})
        )


class AnswerTicket(TicketMutation):
    class Meta:
        description = "Answer at once (直接答复); follow-up opens."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=TEXT)
        article = graphene.String(description="The standard answer used; at most 200 characters.")
        resolved = graphene.Boolean(
            description="False: it did not do; kept, and the request stays to be dispatched."
        )

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return answer_ticket(**_said(arguments))


class ConferenceParticipantInput(graphene.InputObjectType):
    """A third party of a call: a unit, or somebody by name."""

    unit_id = ID()
    name = graphene.String(description="At most 60 characters.")
    role = graphene.String(description="At most 40 characters.")


class ConferenceTicket(TicketMutation):
    class Meta:
        description = "Record a call of three (三方通话); solved in it, follow-up opens."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        participants = graphene.List(
            graphene.NonNull(ConferenceParticipantInput), required=True, description="1 to 10."
        )
        started_at = DateTime(required=True)
        duration_seconds = graphene.Int(required=True)
        outcome = OutcomeEnum(required=True)
        text = graphene.String(required=True, description=TEXT)
        recording_ref = graphene.String(description="At most 200 characters.")

    @classmethod
    def carry_out(
        cls, *, participants: list[dict[str, Any]], started_at: datetime, **arguments: Any
    ) -> Ticket:
        third = [Participant(**_said(dict(each))) for each in participants]
        return confer_on_ticket(participants=third, started_at=started_at, **_said(arguments))


class HandOverEmergency(TicketMutation):
    class Meta:
        description = (
            "Give an emergency to 110, 119 or 120. Without reference and receiver only the attempt"
            " is recorded: the first responder stays responsible."
        )
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        partner = graphene.String(required=True, description="110, 119 or 120.")
        reference = graphene.String(description="The partner's number of it.")
        received_by = graphene.String(description="Who took it there.")
        note = graphene.String(description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return hand_over_emergency(**_said(arguments))


class ObjectToRefusal(TypedMutation):
    class Meta:
        description = "Write down what the citizen says against a refusal (异议)."
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=NOTE)

    refusal = graphene.Field(RefusalType)

    @classmethod
    def perform(cls, info: Info, *, ticket_id: UUID, text: str) -> "ObjectToRefusal":
        objection = object_to_refusal(actor=info.context.person, ticket_id=ticket_id, text=text)
        return cls(refusal=objection.refusal)


class DecideObjection(TicketMutation):
    class Meta:
        description = "Decide on an objection; by somebody else than who declined. Final."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        upheld = graphene.Boolean(required=True)
        note = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return decide_objection(**arguments)


class HandlingMutations(graphene.ObjectType):
    decline_ticket = DeclineTicket.Field()
    answer_ticket = AnswerTicket.Field()
    conference_ticket = ConferenceTicket.Field()
    hand_over_emergency = HandOverEmergency.Field()
    object_to_refusal = ObjectToRefusal.Field()
    decide_objection = DecideObjection.Field()
