"""恢复办理: an ended request is taken up again, while its window is open."""

from uuid import UUID

from contacts.facts import TicketReopened
from contacts.informing import can_be_told, inform_caller
from contacts.limits import continue_own_limit
from contacts.telling import holder_of, tell
from custody.holding import reopen
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.states import Verb


def reopen_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    reason: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Take up again what was declined, withdrawn or terminated; its own limit goes on.

    Raises REOPEN_WINDOW_OVER after the window, which was fixed when the request ended.
    """
    ticket, place = acting_place(actor, Verb.REOPEN, ticket_id, expected_version)
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    told = can_be_told(ticket)
    with command(
        actor=actor, verb=Verb.REOPEN, ticket=ticket, place=place, once=once, note=reason
    ) as move:
        reopen(move.session, place.party())
        due_at = continue_own_limit(move, place, ticket)
        values = {"due_at": due_at, "ended_reason": "", "ended_note": "", "reopen_until": None}
        move.apply(receiver=place, receiver_values={**values, "ended_at": None})
        tell(move.session, TicketReopened, holder_of(move.session))
        if told:
            inform_caller(move.session, place.workspace, ticket, "已恢复办理，办理结果会答复您。")
    return again(actor, ticket.id)
