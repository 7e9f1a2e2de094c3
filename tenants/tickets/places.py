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
from tickets.models import Assignment, Role, Ticket
from tickets.verbs import Seat


@dataclass(frozen=True)
class Place:
    workspace: WorkspaceRef
    ticket_id: UUID
    unit_id: UUID
    assignment_id: UUID | None
    state: State
    is_origin: bool
    role: Role = Role.LEAD

    @property
    def assists(self) -> bool:
        """Whether the place only helps: then it never has the case in hand."""
        return self.role == Role.ASSIST

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
    return Place(
        ref,
        ticket.id,
        ticket.unit_id,
        None,
        State(ticket.state),
        ticket.is_origin,
        Role(ticket.role),
    )


def inner_place(ref: WorkspaceRef, assignment: Assignment) -> Place:
    """The place of a receiver in the same workspace."""
    return Place(
        ref,
        assignment.ticket_id,
        assignment.to_unit_id,
        assignment.id,
        State(assignment.state),
        is_origin=False,
        role=Role(assignment.role),
    )


def place_in_hand(ref: WorkspaceRef, ticket: Ticket) -> Place | None:
    """The place that has the case in hand inside this workspace, if one has."""
    if ticket.holder_unit_id is None:
        return None
    if ticket.holder_assignment_id is None:
        return own_place(ref, ticket)
    return inner_place(ref, Assignment.objects.get(pk=ticket.holder_assignment_id))


def seated(ref: WorkspaceRef, ticket: Ticket, seats: frozenset[Seat]) -> list[Place]:
    """The places of a ticket, in this workspace, that are one of these seats."""
    found: list[Place] = []
    if Seat.HAND in seats:
        in_hand = place_in_hand(ref, ticket)
        found += [in_hand] if in_hand is not None and not in_hand.assists else []
    if Seat.ORIGIN in seats and ticket.is_origin:
        found.append(own_place(ref, ticket))
    if seats & {Seat.GIVER, Seat.ASSIST, Seat.ANY}:
        here = [own_place(ref, ticket), *inner_places(ref, ticket)]
        if Seat.GIVER in seats:
            found += [place for place in here if _waits(place)]
        if Seat.ASSIST in seats:
            found += [place for place in here if _helps(place)]
        if Seat.ANY in seats:
            found += here
    return list(dict.fromkeys(found))


def inner_places(ref: WorkspaceRef, ticket: Ticket) -> list[Place]:
    """The receivers inside this workspace whose part is not over."""
    givings = Assignment.objects.filter(
        ticket=ticket, to_workspace__isnull=True, ended_at__isnull=True
    )
    return [inner_place(ref, each) for each in givings.order_by("handoff_seq", "id")]


def _waits(place: Place) -> bool:
    return place.state is State.DELEGATED and not place.assists


def _helps(place: Place) -> bool:
    return place.assists and place.state in {State.RECEIVED, State.HANDLING}


def receipt_of(place: Place) -> Assignment | Ticket:
    """The row that says what a place was given; in the place's own workspace."""
    if place.assignment_id is None:
        return Ticket.objects.get(pk=place.ticket_id)
    return Assignment.objects.get(pk=place.assignment_id)


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
