"""初步结果: what came by the express line is answered in two hours, long before the report."""

from uuid import UUID

from duties.errors import DutyError
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import receiving_place
from tickets.commands import again, command
from tickets.giving_sides import giver_place
from tickets.idempotency import Once
from tickets.limits import stop_first_result_limit
from tickets.models import Ticket
from tickets.places import receipt_of
from tickets.secrecy import screened_for
from tickets.states import Verb


def record_first_result(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    text: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Tell the giver what was found and done at once; the limit of the first result is met."""
    ticket, place, verb = receiving_place(actor, Verb.FIRST_RESULT, assignment_id, expected_version)
    if not receipt_of(place).express:
        raise DomainError(DutyError.NOT_EXPRESS, "只有直通车交办件需要初步结果，请直接反馈办理结果")
    text = screened_for(ticket, clean_body(text, field="text", limit=NOTE_LIMIT))
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
        note=text,
    ) as move:
        stop_first_result_limit(move, place)
        giver = giver_place(move.session, place)
        move.tell(place.workspace, place.ticket_id)
        move.tell(giver.workspace, giver.ticket_id)
    return again(actor, ticket.id)
