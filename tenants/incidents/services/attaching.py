"""Attaching callers to an incident, and taking off whoever has another matter."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from callers.services import record_caller
from custody.session import Session
from incidents.access import contact_for, incident_for, require_seat
from incidents.errors import IncidentError
from incidents.models import Incident, IncidentContact
from incidents.services.directing import locked_open
from kernel.clock import now
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from privacy.blind_index import blind_indexes
from privacy.phones import clean_phone
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.services.registering import NAME_LIMIT, Request, register_ticket


def attach_to_incident(
    *,
    actor: Actor,
    incident_id: UUID | None,
    caller_name: str = "",
    caller_phone: str = "",
    note: str = "",
    key: str = "",
) -> IncidentContact:
    """Note that a citizen called about the event and was told its present answer.

    A number that is attached already is the same citizen calling again. With `key`, a repeat
    answers the first one's contact. Raises INCIDENT_ENDED, PHONE_MALFORMED.
    """
    unit_id = require_seat(actor)
    known = incident_for(actor, incident_id)
    earlier = _attached_under(actor, key)
    if earlier is not None:
        return earlier
    name = clean_line(caller_name, field="callerName", limit=NAME_LIMIT, required=False)
    phone = clean_phone(caller_phone) if caller_phone.strip() else ""
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    try:
        with transaction.atomic():
            # Whoever attaches waits for whoever changes the answer: nobody is told an old one
            # after it was announced that a new one goes to everybody attached.
            incident = locked_open(known.id)
            again = _of_number(incident, phone)
            if again is not None:
                return _called_again(again, incident, note)
            at = now()
            return IncidentContact.objects.create(
                incident=incident,
                caller=record_caller(name=name, phone=phone),
                at=at,
                last_call_at=at,
                unit_id=unit_id,
                agent_id=actor.user_id,
                agent_name=actor.name,
                answer_version=incident.version,
                note=note,
                client_key=key,
            )
    except IntegrityError:
        twin = _attached_under(actor, key)
        if twin is None:
            raise
        return twin


def detach_to_ticket(
    *,
    actor: Actor,
    contact_id: UUID | None,
    request: Request,
    unit_id: UUID | None = None,
    once: Once | None = None,
) -> Ticket:
    """Turn an attached caller's own matter into a ticket; they hear of the event no more.

    The caller stays the one written down; name and phone of `request` are not used.
    """
    require_seat(actor)
    contact = contact_for(actor, contact_id)
    if contact.detached_at is not None:
        raise _detached()
    return register_ticket(
        actor=actor,
        request=request,
        unit_id=unit_id,
        once=once,
        caller_id=contact.caller_id,
        besides=_taking_off(contact.id),
    )


def _taking_off(contact_id: UUID) -> Callable[[Session, Ticket], None]:
    def take_off(session: Session, ticket: Ticket) -> None:
        attached = IncidentContact.objects.filter(pk=contact_id, detached_at=None)
        if attached.update(detached_at=session.at, ticket_id=ticket.id) != 1:
            raise _detached()

    return take_off


def _detached() -> DomainError:
    return DomainError(
        IncidentError.CONTACT_DETACHED, "该来电已另行登记工单，请刷新后查看", field="contactId"
    )


def _attached_under(actor: Actor, key: str) -> IncidentContact | None:
    if not key:
        return None
    return IncidentContact.objects.filter(agent_id=actor.user_id, client_key=key).first()


def _of_number(incident: Incident, phone: str) -> IncidentContact | None:
    if not phone:
        return None
    attached = IncidentContact.objects.filter(incident=incident, detached_at=None)
    return attached.filter(caller__phone_index__in=blind_indexes(phone)).first()


def _called_again(contact: IncidentContact, incident: Incident, note: str) -> IncidentContact:
    contact.calls += 1
    contact.last_call_at = now()
    contact.answer_version = incident.version
    changed = ["calls", "last_call_at", "answer_version"]
    if note:
        contact.note = note
        changed.append("note")
    contact.save(update_fields=changed)
    return contact
