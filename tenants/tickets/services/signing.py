"""签收: the receiver confirms receipt."""

from uuid import UUID

from people.actor import Actor
from tickets.access import receiving_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.limits import stop_sign_limit
from tickets.models import Ticket
from tickets.states import Verb


def sign_assignment(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Confirm receipt. The limit has been running since dispatch and goes on."""
    ticket, place = receiving_place(actor, Verb.SIGN, assignment_id, expected_version)
    with command(
        actor=actor,
        verb=Verb.SIGN,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
    ) as move:
        move.apply(receiver=place, receiver_values={"signed_at": move.session.at})
        stop_sign_limit(move, place)
    return again(actor, ticket.id)
