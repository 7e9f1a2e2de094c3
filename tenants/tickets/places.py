"""Places: where one level stands in a case.

A place is a ticket's own unit (`assignment_id` empty) or the receiver of a giving inside the same
workspace. Plain values, so that it can be carried from one workspace into another.
"""

from dataclasses import dataclass
from uuid import UUID

from custody.session import Party as CustodyParty
from custody.session import Session
from custody.states import State
from hierarchy.models import Unit
from tenancy.context import WorkspaceRef, ref_of
from tenancy.models import Workspace
from tickets.models import Assignment, Ticket


@dataclass(frozen=True)
class Place:
    workspace: WorkspaceRef
    ticket_id: UUID
    unit_id: UUID
    assignment_id: UUID | None
    state: State
    is_origin: bool

    @property
    def key(self) -> str:
        """How the timeline names it."""
        return str(self.assignment_id) if self.assignment_id else "ticket"

    def party(self) -> CustodyParty:
        level = Unit.objects.values_list("level", flat=True).get(pk=self.unit_id)
        return CustodyParty(self.workspace, self.unit_id, level)


@dataclass(frozen=True)
class Giving:
    """A giving and both its sides."""

    assignment_id: UUID
    giver: Place
    receiver: Place


def own_place(ref: WorkspaceRef, ticket: Ticket) -> Place:
    """The place of the ticket's own unit."""
    return Place(ref, ticket.id, ticket.unit_id, None, State(ticket.state), ticket.is_origin)


def inner_place(ref: WorkspaceRef, assignment: Assignment) -> Place:
    """The place of a receiver in the same workspace."""
    return Place(
        ref,
        assignment.ticket_id,
        assignment.to_unit_id,
        assignment.id,
        State(assignment.state),
        is_origin=False,
    )


def place_in_hand(ref: WorkspaceRef, ticket: Ticket) -> Place | None:
    """The place that has the case in hand inside this workspace, if one has."""
    if ticket.holder_unit_id is None:
        return None
    if ticket.holder_assignment_id is None:
        return own_place(ref, ticket)
    return inner_place(ref, Assignment.objects.get(pk=ticket.holder_assignment_id))


def giver_of(ref: WorkspaceRef, assignment: Assignment) -> Place:
    """Who gave: in the workspace of the assignment."""
    if assignment.parent_id is not None:
        return inner_place(ref, Assignment.objects.get(pk=assignment.parent_id))
    return own_place(ref, Ticket.objects.get(pk=assignment.ticket_id))


def receiver_of(session: Session, ref: WorkspaceRef, assignment: Assignment) -> Place:
    """Who received: in this workspace, or the copy in the receiver's."""
    if assignment.to_workspace_id is None:
        return inner_place(ref, assignment)
    other = workspace_by_id(assignment.to_workspace_id)
    with session.in_workspace(other):
        return own_place(other, Ticket.objects.get(assignment_id=assignment.id))


def workspace_by_id(workspace_id: UUID) -> WorkspaceRef:
    return ref_of(Workspace.objects.get(pk=workspace_id))
