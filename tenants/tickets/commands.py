"""Opening the one transaction of a verb, and closing it with timeline, key and fact."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from custody import session as custody
from custody.session import Party, Session
from outbox.publisher import publish
from people.actor import Actor
from tickets.access import home_of, tickets_visible_to
from tickets.facts import CaseHandedOver
from tickets.gates import pass_gates
from tickets.idempotency import Once, remember
from tickets.models import Ticket
from tickets.moves import Move
from tickets.places import Place
from tickets.secrecy import screened_for
from tickets.states import RULES, Verb

Rider = Callable[[Move], None]
_riders: ContextVar[tuple[Rider, ...]] = ContextVar("riders", default=())


@contextmanager
def command(
    *,
    actor: Actor,
    verb: Verb,
    ticket: Ticket,
    place: Place,
    to: Party | None = None,
    assignment_id: UUID | None = None,
    deputy: UUID | None = None,
    once: Once | None = None,
    note: str = "",
) -> Iterator[Move]:
    """Carry out `verb` from `place`; with `to` the case moves there.

    `deputy` is the unit that acts in the place of the one that stands there (代签、代报).

    Raises Stale if the case has moved on since `ticket` was read; then nothing is changed.
    """
    pass_gates(actor, verb, ticket, place)
    version = ticket.case.state.version
    note = screened_for(ticket, note)
    with _opened(actor, verb, ticket, place, to, version) as session:
        move = Move(
            session,
            actor,
            verb,
            unit_id=deputy or place.unit_id,
            for_unit_id=place.unit_id if deputy else None,
            to_unit_id=to.unit_id if to else None,
            assignment_id=assignment_id,
            note=note,
        )
        yield move
        finish(move, ticket.id, ticket.number, once)


@contextmanager
def _opened(
    actor: Actor, verb: Verb, ticket: Ticket, place: Place, to: Party | None, version: int
) -> Iterator[Session]:
    kind = RULES[verb].handoff
    if to is None or kind is None:
        with custody.notify(
            case_id=ticket.case_id, expected_version=version, actor_id=actor.person_id
        ) as session:
            yield session
        return
    with custody.transfer(
        case_id=ticket.case_id,
        expected_version=version,
        giver=place.party(),
        receiver=to,
        kind=kind,
        actor_id=actor.person_id,
    ) as session:
        yield session


@contextmanager
def riding(rider: Rider) -> Iterator[None]:
    """Have `rider` take part in the transaction of every command carried out in the block."""
    token = _riders.set((*_riders.get(), rider))
    try:
        yield
    finally:
        _riders.reset(token)


def finish(move: Move, ticket_id: UUID, number: str, once: Once | None) -> None:
    """The end of every command, still inside its transaction."""
    for rider in _riders.get():
        rider(move)
    move.record()
    session = move.session
    with session.in_workspace(home_of(move.actor)):
        remember(session, move.actor, once, ticket_id)
    if session.handoff is not None and move.holder is not None:
        publish(
            CaseHandedOver(
                workspace=move.holder.workspace.schema,
                case_id=str(session.case_id),
                number=number,
                seq=session.handoff.seq,
                kind=session.handoff.kind,
                to_unit_id=str(move.holder.unit_id),
                ticket_id=str(move.holder.ticket_id),
            )
        )
    for close in move.closing:
        close()


def again(actor: Actor, ticket_id: UUID) -> Ticket:
    """The ticket as it stands after the command."""
    return tickets_visible_to(actor).get(pk=ticket_id)
