"""签收: the receiver confirms receipt."""

from uuid import UUID

from people.actor import Actor
from tickets.access import deputy_of, receiving_place
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
    """Confirm receipt. The limit has been running since dispatch and goes on.

    A township may sign for its village (代签); that is on record.
    """
    ticket, place, verb = receiving_place(actor, Verb.SIGN, assignment_id, expected_version)
    deputy = deputy_of(actor, verb, place)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        deputy=deputy,
        once=once,
    ) as move:
        values = {"signed_at": move.session.at, "signed_by_unit_id": deputy}
        move.apply(receiver=place, receiver_values=values)
        stop_sign_limit(move, place)
    return again(actor, ticket.id)
