"""评价邀请: a message with number and query code asks the citizen to rate."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from followups.models import RatingInvitation
from kernel.ids import uuid7
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import compose
from tickets.models import Ticket
from tickets.query_codes import code_hash, new_code


def invite(ticket: Ticket, occasion: RatingInvitation.Occasion, *, at: datetime) -> UUID:
    """Queue a rating message with a fresh code, of which only the hash is kept.

    Inside the caller's transaction, standing in the accepting workspace; under custody too.
    """
    assert ticket.caller_id is not None
    code = new_code()
    message_id = queue_message(
        caller_id=ticket.caller_id,
        ticket_id=ticket.id,
        purpose=Purpose.RATING,
        text=compose(
            Purpose.RATING, secret=ticket.secret, number=ticket.number, link=link_for(ticket.number)
        ),
        code=code,
    )
    RatingInvitation(
        id=uuid7(),
        ticket_id=ticket.id,
        round=ticket.rework_count,
        occasion=occasion,
        code_hash=code_hash(ticket.number, code),
        message_id=message_id,
        at=at,
    ).save(force_insert=True)
    return message_id


def link_for(number: str) -> str:
    """Where a request is rated; the code is never part of an address."""
    return f"{settings.PUBLIC_URL}/rate/?{urlencode({'number': number})}"
