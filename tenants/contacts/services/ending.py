"""撤件、终结: a request ends without a result, for everybody at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from contacts.facts import TicketNews, TicketTerminated, TicketWithdrawn
from contacts.informing import can_be_told, inform_caller
from contacts.limits import rest_own_limit
from contacts.models import ContactKind
from contacts.policy import current_policy
from contacts.recording import put_on_record
from contacts.telling import everybody_below, tell
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.copies import end_case
from tickets.idempotency import Once
from tickets.models import Channel, EndReason, Ticket
from tickets.moves import Move
from tickets.places import Place
from tickets.states import State, Verb


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a request ends, why, and what the citizen and the units hear."""

    state: State
    fact: type[TicketNews]
    message: str
    reason: str = ""


def withdraw_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    reason: str,
    channel: Channel = Channel.PHONE,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """End a request because the citizen takes it back (撤件).

    Taken back from whoever has it; every copy and giving ends, every clock stands. Those who
    worked on it and the citizen are told. Raises HAS_MERGED_CHILDREN.
    """
    ticket, place = acting_place(actor, Verb.WITHDRAW, ticket_id, expected_version)
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    ending = Ending(
        state=State.WITHDRAWN,
        fact=TicketWithdrawn,
        message="已按您的要求撤回。",
    )
    told = can_be_told(ticket)
    with command(
        actor=actor,
        verb=Verb.WITHDRAW,
        ticket=ticket,
        place=place,
        once=once,
        note=reason,
    ) as move:
        put_on_record(move, ContactKind.WITHDRAWAL, channel=channel)
        _end(move, place, ticket, ending, told=told)
    return again(actor, ticket.id)


def terminate_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    reason: EndReason,
    basis: str,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """End a matter that is unreasonable, finished by law or the like (终结), as a leader.

    Told to the citizen with the reason; counted apart. Raises HAS_MERGED_CHILDREN.
    """
    ticket, place = acting_place(actor, Verb.TERMINATE, ticket_id, expected_version)
    basis = clean_body(basis, field="basis", limit=NOTE_LIMIT)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    label = EndReason(reason).label
    said = f"{label}。依据：{basis}" + (f"。说明：{note}" if note else "")
    ending = Ending(
        state=State.TERMINATED,
        fact=TicketTerminated,
        message=f"经研究终结办理，理由：{label}。如有异议，请致电12345。",
        reason=reason,
    )
    told = can_be_told(ticket)
    with command(
        actor=actor,
        verb=Verb.TERMINATE,
        ticket=ticket,
        place=place,
        once=once,
        note=said,
    ) as move:
        _end(move, place, ticket, ending, told=told)
    return again(actor, ticket.id)


def _end(move: Move, place: Place, ticket: Ticket, ending: Ending, *, told: bool) -> None:
    session = move.session
    for audience in everybody_below(session):
        tell(session, ending.fact, audience)
    with session.in_workspace(place.workspace):
        days = timedelta(days=current_policy().reopen_days)
    end_case(
        move,
        place,
        ending.state,
        ended_reason=ending.reason,
        ended_note=move.note,
        reopen_until=session.at + days,
        suspended_until=None,
    )
    rest_own_limit(move, place)
    if told:
        inform_caller(session, place.workspace, ticket, ending.message)
