"""归档: the accepting unit ends the case after its follow-up."""

from uuid import UUID

from custody.holding import close
from kernel.errors import DomainError
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.copies import archive_copies
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.states import State, Verb


def archive_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """End the case after its follow-up (归档): every copy can be read, none changed any more."""
    ticket, place = acting_place(actor, Verb.ARCHIVE, ticket_id, expected_version)
    if ticket.followed_up_at is None:
        raise DomainError(TicketError.FOLLOW_UP_MISSING, "尚未完成回访，不能归档")
    with command(
        actor=actor,
        verb=Verb.ARCHIVE,
        ticket=ticket,
        place=place,
        once=once,
    ) as move:
        move.apply(receiver=place)
        close(move.session, State.ARCHIVED)
        archive_copies(move, place)
    return again(actor, ticket.id)
