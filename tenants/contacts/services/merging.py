"""合并、取消合并: several citizens' requests on one matter go on as one; none is lost.

A merged ticket keeps its citizen, its text and a follow-up of its own. It ends with the true
outcome of the one it goes on under.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contacts.errors import ContactError
from contacts.facts import TicketMerged, TicketUnmerged
from contacts.gates import refuse_merged_children
from contacts.limits import continue_own_limit, rest_own_limit
from contacts.telling import everybody_below, holder_of, tell
from custody.holding import reopen
from custody.session import Session, Visit, together
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, finish
from tickets.copies import end_case
from tickets.gates import pass_gates
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.moves import Move
from tickets.places import Place, own_place
from tickets.secrecy import screened_for
from tickets.states import State, Verb

MOST_CHILDREN = 50


@dataclass(frozen=True)
class Side:
    """One of the tickets of a merge, and the accepting place in it."""

    ticket: Ticket
    place: Place

    @property
    def visit(self) -> Visit:
        return Visit(self.ticket.case_id, self.ticket.case.state.version)


def merge_tickets(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    child_ids: Sequence[UUID],
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Let `child_ids` go on under `ticket_id`, which stays (合并).

    What was given of the children is taken back; their limit stands still. Raises MERGE_NOTHING,
    MERGE_INTO_ITSELF, MERGE_SECRET_WITH_ORDINARY, HAS_MERGED_CHILDREN (a family has one head, so
    it never goes in circles), WRONG_STATE for any of them.
    """
    parent = Side(*acting_place(actor, Verb.MERGE, ticket_id, expected_version))
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    children = _children(actor, parent, child_ids)
    sides = [parent, *children]
    words = [screened_for(side.ticket, note) for side in sides]
    with together(visits=[side.visit for side in sides], actor_id=actor.user_id) as sessions:
        for side, session, said in zip(children, sessions[1:], words[1:], strict=True):
            told = f"并入 {parent.ticket.number}。{said}"
            _merge(_move(actor, Verb.MERGE, session, side, told), side, parent)
        numbers = "、".join(side.ticket.number for side in children)
        told = f"并入本件：{numbers}。{words[0]}"
        _note_on(_move(actor, Verb.MERGE, sessions[0], parent, told), parent, once)
    return again(actor, parent.ticket.id)


def unmerge_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Let a merged ticket go on by itself (取消合并): accepted again, with the time it had left."""
    child = Side(*acting_place(actor, Verb.UNMERGE, ticket_id, expected_version))
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    said = screened_for(child.ticket, note)
    pass_gates(actor, Verb.UNMERGE, child.ticket, child.place)
    parent = _head_of(child)
    with together(visits=[child.visit, parent.visit], actor_id=actor.user_id) as sessions:
        move = _move(actor, Verb.UNMERGE, sessions[0], child, said)
        reopen(move.session, child.place.party())
        due_at = continue_own_limit(move, child.place, child.ticket)
        values = {"merged_into": None, "due_at": due_at, "ended_at": None}
        move.apply(receiver=child.place, receiver_values=values)
        tell(move.session, TicketUnmerged, holder_of(move.session))
        finish(move, child.ticket.id, child.ticket.number, once)
        note = f"{child.ticket.number} 取消合并"
        _note_on(_move(actor, Verb.UNMERGE, sessions[1], parent, note), parent, None)
    return again(actor, child.ticket.id)


def _merge(move: Move, child: Side, parent: Side) -> None:
    for audience in everybody_below(move.session):
        tell(move.session, TicketMerged, audience)
    end_case(
        move,
        child.place,
        State.MERGED,
        merged_into=parent.ticket,
        suspended_until=None,
    )
    rest_own_limit(move, child.place)
    finish(move, child.ticket.id, child.ticket.number, None)


def _note_on(move: Move, side: Side, once: Once | None) -> None:
    """Only the timeline of the ticket that goes on tells of it."""
    move.tell(side.place.workspace, side.ticket.id)
    finish(move, side.ticket.id, side.ticket.number, once)


def _move(actor: Actor, verb: Verb, session: Session, side: Side, note: str) -> Move:
    return Move(session, actor, verb, unit_id=side.place.unit_id, note=note)


def _children(actor: Actor, parent: Side, child_ids: Sequence[UUID]) -> list[Side]:
    wanted = list(dict.fromkeys(child_ids))
    if not 1 <= len(wanted) <= MOST_CHILDREN:
        raise DomainError(
            ContactError.MERGE_NOTHING,
            f"请选择 1 至 {MOST_CHILDREN} 件要并入的工单",
            field="childIds",
        )
    if parent.ticket.id in wanted:
        raise DomainError(
            ContactError.MERGE_INTO_ITSELF, "工单不能并入自己，请另选主件", field="childIds"
        )
    children = [Side(*acting_place(actor, Verb.MERGE, each, None)) for each in wanted]
    for child in children:
        pass_gates(actor, Verb.MERGE, child.ticket, child.place)
        if child.ticket.secret != parent.ticket.secret:
            raise DomainError(
                ContactError.MERGE_SECRET_WITH_ORDINARY,
                "保密件与普通件不能合并，请分别办理",
                field="childIds",
            )
        refuse_merged_children(child.ticket)
    return children


def _head_of(child: Side) -> Side:
    """The ticket that `child` goes on under."""
    found = Ticket.objects.select_related("case__state").get(pk=child.ticket.merged_into_id)
    return Side(found, own_place(child.place.workspace, found))
