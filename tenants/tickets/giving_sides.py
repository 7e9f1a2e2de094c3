"""The two sides of a giving, found from one of them."""

from uuid import UUID

from custody.session import Party, Session
from hierarchy.models import Unit
from tickets.models import Assignment, Ticket
from tickets.places import Place, giver_of, receiver_of, workspace_by_id


def giver_party(ticket: Ticket, place: Place) -> Party:
    """Who gave what stands at `place`; read before the transaction, in the actor's workspace."""
    if place.assignment_id is None:
        assert ticket.from_workspace_id is not None
        assert ticket.from_unit_id is not None
        workspace, unit_id = workspace_by_id(ticket.from_workspace_id), ticket.from_unit_id
    else:
        unit_id = Assignment.objects.values_list("from_unit_id", flat=True).get(
            pk=place.assignment_id
        )
        workspace = place.workspace
    return Party(workspace, unit_id, _level(unit_id))


def giver_place(session: Session, place: Place) -> Place:
    """The same as a place, inside the transaction."""
    with session.in_workspace(place.workspace):
        if place.assignment_id is not None:
            assignment = Assignment.objects.get(pk=place.assignment_id)
            return giver_of(place.workspace, assignment)
        ticket = Ticket.objects.get(pk=place.ticket_id)
    assert ticket.from_workspace_id is not None
    assert ticket.assignment_id is not None
    workspace = workspace_by_id(ticket.from_workspace_id)
    with session.in_workspace(workspace):
        return giver_of(workspace, Assignment.objects.get(pk=ticket.assignment_id))


def receiver_party(place: Place, assignment: Assignment) -> Party:
    """Who received `assignment`, given from `place`."""
    workspace = (
        workspace_by_id(assignment.to_workspace_id)
        if assignment.to_workspace_id
        else place.workspace
    )
    return Party(workspace, assignment.to_unit_id, _level(assignment.to_unit_id))


def receiver_place(session: Session, place: Place, assignment: Assignment) -> Place:
    """The same as a place, inside the transaction."""
    with session.in_workspace(place.workspace):
        fresh = Assignment.objects.get(pk=assignment.id)
        return receiver_of(session, place.workspace, fresh)


def _level(unit_id: UUID) -> int:
    return Unit.objects.values_list("level", flat=True).get(pk=unit_id)
