"""联系诉求人: a unit notes that it spoke to the citizen. No clock moves."""

from datetime import datetime
from uuid import UUID

from django.db import models

from kernel.clock import now
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import receiving_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.inspection import checked_contact
from tickets.models import Ticket
from tickets.places import receipt_of
from tickets.states import Verb


class ContactMethod(models.TextChoices):
    """How a unit reached the citizen."""

    PHONE = "phone", "电话"
    VISIT = "visit", "上门"
    MEETING = "meeting", "面谈"
    SMS = "sms", "短信"
    ONLINE = "online", "网上"


def record_contact(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    method: ContactMethod,
    at: datetime | None = None,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Note a contact with the citizen, now or at `at`; the first one counts for 联系率.

    Raises CONTACT_TIME_INVALID for a time before the dispatch or to come.
    """
    ticket, place, verb = receiving_place(
        actor, Verb.RECORD_CONTACT, assignment_id, expected_version
    )
    receipt = receipt_of(place)
    at = checked_contact(receipt, at or now(), field="at")
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
        note=f"{method.label}：{note}" if note else method.label,
    ) as move:
        first = at if receipt.contacted_at is None else min(at, receipt.contacted_at)
        move.apply(receiver=place, receiver_values={"contacted_at": first})
    return again(actor, ticket.id)
