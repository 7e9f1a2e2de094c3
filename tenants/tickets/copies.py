"""All copies of a case, in every workspace that takes part."""

from collections.abc import Iterator
from typing import Any

from custody.holding import close, recall
from custody.models import CaseParticipant
from custody.session import Session
from tenancy.context import WorkspaceRef, workspace_refs
from tickets.limits import stop_all
from tickets.models import Assignment, Ticket
from tickets.moves import Move
from tickets.places import Place, inner_place, own_place
from tickets.states import CLOSED, State

NOBODY_HOLDS: dict[str, Any] = {
    "holder_unit": None,
    "holder_assignment": None,
    "holder_state": "",
    "holder_due_at": None,
}


def workspaces_of(session: Session) -> list[WorkspaceRef]:
    """Every workspace that takes part in the case, in the fixed order of their schemas."""
    part = set(
        CaseParticipant.objects.filter(case_id=session.case_id).values_list("role", flat=True)
    )
    found = [ref for ref in workspace_refs() if ref.role in part]
    return sorted(found, key=lambda ref: ref.schema)


def copies_of(session: Session) -> Iterator[tuple[WorkspaceRef, Ticket]]:
    """Every copy of the case and the workspace it is in."""
    for ref in workspaces_of(session):
        with session.in_workspace(ref):
            tickets = list(Ticket.objects.filter(case_id=session.case_id).order_by("id"))
        for ticket in tickets:
            yield ref, ticket


def open_copies(session: Session) -> Iterator[tuple[WorkspaceRef, Ticket]]:
    """The copies on which somebody still works or waits."""
    for ref, ticket in copies_of(session):
        if State(ticket.state) not in CLOSED | {State.RETURNED} and ticket.archived_at is None:
            yield ref, ticket


def origin_of(session: Session) -> Place:
    """The place that accepted the request from the citizen."""
    return next(own_place(ref, ticket) for ref, ticket in copies_of(session) if ticket.is_origin)


def open_places(session: Session) -> list[Place]:
    """Every place of the case whose part is not over, givers before their receivers."""
    found: list[tuple[int, Place]] = []
    for ref, ticket in open_copies(session):
        if ticket.ended_at is None:
            found.append((ticket.handoff_seq, own_place(ref, ticket)))
        with session.in_workspace(ref):
            inner = Assignment.objects.filter(
                ticket_id=ticket.id, to_workspace__isnull=True, ended_at__isnull=True
            )
            found += [(each.handoff_seq, inner_place(ref, each)) for each in inner]
    return [place for _, place in sorted(found, key=lambda each: each[0])]


def tell_all(move: Move) -> None:
    """Put the verb on the timeline of every open copy."""
    for ref, ticket in open_copies(move.session):
        move.tell(ref, ticket.id)


def end_case(move: Move, origin: Place, state: State, **values: Any) -> None:
    """The accepting unit ends the case: taken back from whoever has it, over for all others.

    `values` are written on the accepting unit's own ticket. Its clock is the caller's business.
    """
    recall(move.session, origin.party())
    end_others(move, origin, state)
    move.apply(receiver=origin, receiver_values=values)
    close(move.session, state)


def end_others(move: Move, origin: Place, state: State) -> None:
    """End every giving and every other copy; nobody below has anything to do any more."""
    for ref, ticket in copies_of(move.session):
        with move.session.in_workspace(ref):
            _end_givings(move, ref, ticket, state)
            Ticket.objects.filter(pk=ticket.id).update(**NOBODY_HOLDS)
            if ticket.id == origin.ticket_id:
                continue
            if ticket.ended_at is None:
                at = move.session.at
                Ticket.objects.filter(pk=ticket.id).update(state=state, ended_at=at)
                move.touch(ref, ticket.id, "ticket", state)
            stop_all(move, ticket.id)


def _end_givings(move: Move, ref: WorkspaceRef, ticket: Ticket, state: State) -> None:
    """Givings that were not over; their receivers' clocks stop too."""
    open_ = Assignment.objects.filter(ticket_id=ticket.id, ended_at__isnull=True)
    for assignment_id in list(open_.values_list("id", flat=True)):
        Assignment.objects.filter(pk=assignment_id).update(state=state, ended_at=move.session.at)
        move.touch(ref, ticket.id, str(assignment_id), state)
        stop_all(move, ticket.id, assignment_id=assignment_id)


def archive_copies(move: Move, origin: Place) -> None:
    """Archive every copy and giving of the case; afterwards the database refuses any change."""
    for ref, ticket in copies_of(move.session):
        with move.session.in_workspace(ref):
            if ticket.id != origin.ticket_id:
                Ticket.objects.filter(pk=ticket.id).update(state=State.ARCHIVED)
                move.touch(ref, ticket.id, "ticket", State.ARCHIVED)
            stop_all(move, ticket.id)
    move.record()
    move.touched.clear()
    for ref, ticket in copies_of(move.session):
        with move.session.in_workspace(ref):
            at = move.session.at
            Assignment.objects.filter(ticket_id=ticket.id).update(archived_at=at)
            Ticket.objects.filter(pk=ticket.id).update(archived_at=at)
