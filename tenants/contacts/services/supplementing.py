"""补充材料: the citizen adds something to what they said."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Concat

from attachments.services.binding import bind_attachments, copy_attachments
from contacts.facts import TicketSupplemented
from contacts.models import ContactKind
from contacts.recording import put_on_record
from contacts.telling import holder_of, tell
from kernel.clock import LOCAL
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.models import Channel, Ticket
from tickets.moves import change
from tickets.states import Verb


def supplement_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    text: str,
    attachment_ids: Sequence[UUID] = (),
    channel: Channel = Channel.PHONE,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Add a text and files: to the body as it was said, screened on every open copy.

    Whoever the case is given to later reads it too. No clock moves. Raises EMPTY, TOO_LONG,
    ATTACHMENT_UNKNOWN, ATTACHMENT_TOO_MANY.
    """
    ticket, place = acting_place(actor, Verb.SUPPLEMENT, ticket_id, expected_version)
    text = clean_body(text, field="text", limit=NOTE_LIMIT)
    home = place.workspace
    with command(
        actor=actor,
        verb=Verb.SUPPLEMENT,
        ticket=ticket,
        place=place,
        once=once,
        note=text,
    ) as move:
        session = move.session
        bind_attachments(session, home, actor=actor, ids=attachment_ids, ticket_id=ticket.id)
        shared, full = _passage(session.at, move.note), _passage(session.at, text)
        for ref, copy in put_on_record(move, ContactKind.SUPPLEMENT, channel=channel):
            if ref != home:
                copy_attachments(session, home, ref, ids=attachment_ids, ticket_id=copy.id)
            with session.in_workspace(ref):
                change(Ticket, copy.id, body_shared=Concat("body_shared", shared))
                if copy.is_origin:
                    change(Ticket, copy.id, body=Concat("body", full))
        tell(session, TicketSupplemented, holder_of(session))
    return again(actor, ticket.id)


def _passage(at: datetime, text: str) -> Value:
    """What is put under a text, with the day it was said."""
    day = at.astimezone(LOCAL)
    return Value(f"\n\n【{day.month}月{day.day}日补充】{text}")
