"""What is done with incidents."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.incidents.types import IncidentContactType, IncidentType
from api.tickets.enums import TicketKind, TicketUrgency
from api.tickets.mutations import TicketMutation
from incidents.services.attaching import attach_to_incident, detach_to_ticket
from incidents.services.directing import (
    change_incident,
    end_incident,
    link_incident,
    open_incident,
)
from tickets.models import Channel, Ticket, Urgency
from tickets.services.registering import Request

ANSWER = "统一口径, at most 500 characters: told on the phone and by message."


def _said(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


class IncidentMutation(TypedMutation):
    """A verb that answers the incident as it stands afterwards."""

    class Meta:
        abstract = True

    incident = graphene.Field(IncidentType)


class OpenIncident(IncidentMutation):
    class Meta:
        description = "Open an event (突发事件卡): callers are attached to it, not registered."

    class Arguments:
        title = graphene.String(required=True, description="At most 200 characters.")
        category = graphene.String(required=True)
        area_unit_ids = graphene.List(graphene.NonNull(graphene.ID), required=True)
        answer = graphene.String(required=True, description=ANSWER)
        expected_end = DateTime()
        ticket_id = ID(description="The one work order of the event, if there is one.")

    @classmethod
    def perform(
        cls, info: Info, *, idempotency_key: str | None = None, **arguments: Any
    ) -> "OpenIncident":
        opened = open_incident(
            actor=info.context.person, key=idempotency_key or "", **_said(arguments)
        )
        return cls(incident=opened)


class ChangeIncident(IncidentMutation):
    class Meta:
        description = "Say something else, or another time; every caller is told once."
        idempotent = False
        versioned = True

    class Arguments:
        incident_id = ID(required=True)
        answer = graphene.String(description=ANSWER)
        expected_end = DateTime()

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "ChangeIncident":
        return cls(incident=change_incident(actor=info.context.person, **_said(arguments)))


class EndIncident(IncidentMutation):
    class Meta:
        description = "The event is over; every caller is told once."
        idempotent = False
        versioned = True

    class Arguments:
        incident_id = ID(required=True)
        answer = graphene.String(required=True, description=ANSWER)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "EndIncident":
        return cls(incident=end_incident(actor=info.context.person, **_said(arguments)))


class LinkIncident(IncidentMutation):
    class Meta:
        description = "Name the one work order of the event."
        idempotent = False

    class Arguments:
        incident_id = ID(required=True)
        ticket_id = ID(required=True)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "LinkIncident":
        return cls(incident=link_incident(actor=info.context.person, **arguments))


class AttachToIncident(TypedMutation):
    class Meta:
        description = "Note that a citizen called about the event and was told its answer."

    class Arguments:
        incident_id = ID(required=True)
        caller_name = graphene.String(description="Kept encrypted.")
        caller_phone = graphene.String(description="Kept encrypted; the same number counts once.")
        note = graphene.String(description="At most 2,000 characters.")

    contact = graphene.Field(IncidentContactType)
    incident = graphene.Field(IncidentType)

    @classmethod
    def perform(
        cls, info: Info, *, idempotency_key: str | None = None, **arguments: Any
    ) -> "AttachToIncident":
        contact = attach_to_incident(
            actor=info.context.person, key=idempotency_key or "", **_said(arguments)
        )
        return cls(contact=contact, incident=contact.incident)


class DetachToTicket(TicketMutation):
    class Meta:
        description = "Turn an attached caller's own matter into a ticket."

    class Arguments:
        contact_id = ID(required=True)
        kind = TicketKind(required=True)
        title = graphene.String(required=True, description="At most 200 characters.")
        body = graphene.String(required=True, description="At most 20,000 characters.")
        category = graphene.String()
        urgency = TicketUrgency()
        area_unit_id = ID()
        address = graphene.String(description="At most 200 characters.")
        unit_id = ID(description="Needed only by people who register for several units.")

    @classmethod
    def carry_out(
        cls,
        *,
        contact_id: UUID,
        unit_id: UUID | None = None,
        area_unit_id: UUID | None = None,
        urgency: Urgency | None = None,
        actor: Any,
        once: Any,
        **texts: Any,
    ) -> Ticket:
        request = Request(
            area_id=area_unit_id,
            urgency=urgency or Urgency.ORDINARY,
            channel=Channel.PHONE,
            **_said(texts),
        )
        return detach_to_ticket(
            actor=actor, contact_id=contact_id, request=request, unit_id=unit_id, once=once
        )


class IncidentMutations(graphene.ObjectType):
    open_incident = OpenIncident.Field()
    change_incident = ChangeIncident.Field()
    end_incident = EndIncident.Field()
    link_incident = LinkIncident.Field()
    attach_to_incident = AttachToIncident.Field()
    detach_to_ticket = DetachToTicket.Field()
