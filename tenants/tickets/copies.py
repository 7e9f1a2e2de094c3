"""All copies of a case, in every workspace that takes part."""

from collections.abc import Iterator

from custody.models import Handoff
from custody.session import Session
from tenancy.context import WorkspaceRef, ref_of
from tenancy.models import Workspace
from tickets.limits import stop_all
from tickets.models import Assignment, Ticket
from tickets.moves import Move
from tickets.places import Place
from tickets.states import State


def workspaces_of(session: Session) -> list[WorkspaceRef]:
    """Every workspace that ever held the case, in the fixed order of their schemas."""
    ids = Handoff.objects.filter(case_id=session.case_id).values_list("to_workspace_id", flat=True)
    found = Workspace.objects.filter(pk__in=set(ids)).order_by("schema_name")
    return [ref_of(workspace) for workspace in found]


def archive_copies(move: Move, origin: Place) -> None:
    """Archive every copy and giving of the case; afterwards the database refuses any change."""
    for ref, ticket in _copies(move.session):
        with move.session.in_workspace(ref):
            if ticket.id != origin.ticket_id:
                Ticket.objects.filter(pk=ticket.id).update(state=State.ARCHIVED)
                move.touch(ref, ticket.id, "ticket", State.ARCHIVED)
            stop_all(move, ticket.id)
    move.record()
    move.touched.clear()
    for ref, ticket in _copies(move.session):
        with move.session.in_workspace(ref):
            at = move.session.at
            Assignment.objects.filter(ticket_id=ticket.id).update(archived_at=at)
            Ticket.objects.filter(pk=ticket.id).update(archived_at=at)


def _copies(session: Session) -> Iterator[tuple[WorkspaceRef, Ticket]]:
    for ref in workspaces_of(session):
        with session.in_workspace(ref):
            tickets = list(Ticket.objects.filter(case_id=session.case_id).order_by("id"))
        for ticket in tickets:
            yield ref, ticket
