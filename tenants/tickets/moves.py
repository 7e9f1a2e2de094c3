"""Carrying out a verb: both sides change by the state table, then the timeline is written.

Everything here runs inside an open custody session.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F

from custody.session import Session
from custody.states import IN_HAND, State
from kernel.ids import uuid7
from people.actor import Actor
from privacy.screening import screen_text
from tenancy.context import WorkspaceRef
from tickets.models import RECEIVE, Assignment, Participant, Ticket, TicketEvent
from tickets.places import Place, workspace_by_id
from tickets.states import RULES, Party, Step, Verb

TouchedKey = tuple[WorkspaceRef, UUID]


@dataclass
class Move:
    """One verb under way: who does it, and which tickets it has touched so far."""

    session: Session
    actor: Actor
    verb: Verb
    unit_id: UUID
    to_unit_id: UUID | None = None
    assignment_id: UUID | None = None
    for_unit_id: UUID | None = None
    note: str = ""
    home_note: str = ""  # what only the workspace of who acts reads besides
    holder: Place | None = None
    arrivals: set[UUID] = field(default_factory=set)
    touched: dict[TouchedKey, dict[str, str]] = field(default_factory=dict)
    # Run at the very end of the transaction, in this order: what others must wait for.
    closing: list[Callable[[], None]] = field(default_factory=list)

    # -- both sides -------------------------------------------------------------------------

    def apply(
        self,
        *,
        giver: Place | None = None,
        receiver: Place | None = None,
        giver_values: dict[str, Any] | None = None,
        receiver_values: dict[str, Any] | None = None,
    ) -> Place | None:
        """Move both sides as the table says; return the place that now has the case in hand."""
        rule = RULES[self.verb]
        moves: list[tuple[Place, State, dict[str, Any]]] = []
        if rule.giver is not None and giver is not None:
            target = _target(rule.giver, giver)
            moves.append((giver, target, self._ending(rule.giver, giver_values)))
        if rule.receiver is not None and receiver is not None:
            target = _target(rule.receiver, receiver)
            moves.append((receiver, target, self._ending(rule.receiver, receiver_values)))
        assert moves, f"{self.verb} moves nobody"
        # Whoever lets go comes first, so that a ticket never shows two holders.
        moves.sort(key=lambda each: each[1] in IN_HAND)
        for place, state, values in moves:
            moved = self.put(place, state, **values)
            if state in IN_HAND and not place.assists and rule.holder is not Party.UNCHANGED:
                self.holder = moved
        if self.holder is not None and rule.holder is not Party.NOBODY:
            self.session.settle(state=self.holder.state, due_at=self.due_of(self.holder))
        return self.holder

    def _ending(self, step: Step, values: dict[str, Any] | None) -> dict[str, Any]:
        ends = {"ended_at": self.session.at} if step.ends else {}
        return {**ends, **(values or {})}

    def put(self, place: Place, state: State, **values: Any) -> Place:
        """Set a place's state, who holds the ticket, and the giver's view of it."""
        with self.session.in_workspace(place.workspace):
            if place.assignment_id is None:
                change(Ticket, place.ticket_id, state=state, **values)
            else:
                change(Assignment, place.assignment_id, state=state, **values)
            _hold(place, state)
        self.touch(place.workspace, place.ticket_id, place.key, state)
        if place.assignment_id is None and not place.is_origin:
            self._mirror(place, state, values)
        return replace(place, state=state)

    def _mirror(self, place: Place, state: State, values: dict[str, Any]) -> None:
        """The giver's assignment shows what the receiver's copy shows."""
        with self.session.in_workspace(place.workspace):
            from_workspace_id, assignment_id = Ticket.objects.values_list(
                "from_workspace_id", "assignment_id"
            ).get(pk=place.ticket_id)
        assert from_workspace_id is not None
        assert assignment_id is not None
        giver_workspace = workspace_by_id(from_workspace_id)
        with self.session.in_workspace(giver_workspace):
            change(Assignment, assignment_id, state=state, **values)
            ticket_id = Assignment.objects.values_list("ticket_id", flat=True).get(pk=assignment_id)
        self.touch(giver_workspace, ticket_id, str(assignment_id), state)

    def tell(self, ref: WorkspaceRef, ticket_id: UUID) -> None:
        """Put the verb on the timeline of a copy that it does not move."""
        self.touched.setdefault((ref, ticket_id), {})

    def touch(self, ref: WorkspaceRef, ticket_id: UUID, key: str, state: State) -> None:
        self.touched.setdefault((ref, ticket_id), {})[key] = state.value

    def due_of(self, place: Place) -> datetime | None:
        with self.session.in_workspace(place.workspace):
            return _due_of(place)

    # -- the timeline -----------------------------------------------------------------------

    def record(self) -> None:
        """Write one event on every ticket touched."""
        for (ref, ticket_id), states in self.touched.items():
            # What is said in one workspace is read in the other only as far as it may leave.
            at_home = ref == self.actor.workspace
            note = self._home_note() if at_home else screen_text(self.note)
            with self.session.in_workspace(ref):
                verb = RECEIVE if ticket_id in self.arrivals else self.verb
                self._event(ticket_id, str(verb), states, note)

    def _home_note(self) -> str:
        return "\n".join(each for each in (self.note, self.home_note) if each)

    def _event(self, ticket_id: UUID, verb: str, states: dict[str, str], note: str) -> None:
        version = self.session.state.version + 1
        change(Ticket, ticket_id, event_seq=F("event_seq") + 1, version=version)
        seq = Ticket.objects.values_list("event_seq", flat=True).get(pk=ticket_id)
        TicketEvent.objects.create(
            id=uuid7(),
            ticket_id=ticket_id,
            seq=seq,
            case_version=version,
            verb=verb,
            at=self.session.at,
            actor_id=self.actor.person_id,
            actor_name=self.actor.name,
            unit_id=self.unit_id,
            for_unit_id=self.for_unit_id,
            to_unit_id=self.to_unit_id,
            assignment_id=self.assignment_id,
            states=states,
            note=note,
        )


def change(model: type[models.Model], pk: UUID, **values: Any) -> None:
    """Update one row and insist that it was: an archived row refuses silently."""
    changed = model._default_manager.filter(pk=pk).update(**values)
    if changed != 1:
        raise RuntimeError(f"{model.__name__} {pk} was not changed: archived or gone")


def admit_unit(ticket_id: UUID, unit_id: UUID, at: datetime) -> None:
    """Let a unit see a ticket from now on."""
    Participant.objects.bulk_create(
        [Participant(ticket_id=ticket_id, unit_id=unit_id, since=at)], ignore_conflicts=True
    )


def _target(step: Step, place: Place) -> State:
    if step.sources and place.state not in step.sources:
        raise RuntimeError(f"{place} cannot take part: state {place.state}")
    if step.origin is not None and place.is_origin:
        return step.origin
    return step.target or place.state


def _due_of(place: Place) -> datetime | None:
    if place.assignment_id is None:
        return Ticket.objects.values_list("due_at", flat=True).get(pk=place.ticket_id)
    return Assignment.objects.values_list("due_at", flat=True).get(pk=place.assignment_id)


def _hold(place: Place, state: State) -> None:
    """Show on the ticket who has it in hand here.

    Who assists inside a workspace shows nowhere; one in another workspace shows on its own copy.
    """
    if place.assists and place.assignment_id is not None:
        return
    if state in IN_HAND:
        change(
            Ticket,
            place.ticket_id,
            holder_unit_id=place.unit_id,
            holder_assignment_id=place.assignment_id,
            holder_state=state,
            holder_due_at=_due_of(place),
        )
        return
    Ticket.objects.filter(
        pk=place.ticket_id,
        holder_unit_id=place.unit_id,
        holder_assignment_id=place.assignment_id,
    ).update(holder_unit=None, holder_assignment=None, holder_state="", holder_due_at=None)
