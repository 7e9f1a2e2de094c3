"""Calling (呼叫) along the roster, then one level up, and so on to whoever gave.

Everything here runs inside an open custody transaction, given as `Work`: the express command
itself at first, a sweep of its own later.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from custody.states import State
from duties.facts import DutyCalled, ExpressUnanswered, RosterMissing
from duties.models import Basis, CallState, DutyCall
from duties.selectors import Called, acknowledge_minutes, people_to_call
from hierarchy.models import Unit
from hierarchy.selectors import ancestors, unit_by_id
from kernel.ids import uuid7
from outbox.publisher import publish
from tenancy.context import WorkspaceRef
from tickets.models import Assignment, Ticket
from tickets.moves import admit_unit
from tickets.places import workspace_by_id


class Work(Protocol):
    """An open custody transaction: of a command (`Session`) or of a sweep (`Errand`)."""

    @property
    def at(self) -> datetime: ...

    def in_workspace(self, ref: WorkspaceRef) -> AbstractContextManager[None]: ...


@dataclass(frozen=True)
class Home:
    """A workspace and its copy of the ticket."""

    ref: WorkspaceRef
    ticket_id: UUID


@dataclass(frozen=True)
class Level:
    """A unit on the way from the receiver up to the giver, and where it works."""

    unit: Unit
    home: Home


@dataclass(frozen=True)
class Chain:
    """One express giving: its levels, the receiver first, the giver last."""

    assignment_id: UUID
    giver: Home
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Candidate:
    """The next to be called, so many levels above the receiver."""

    climbed: int
    level: Level
    person: Called


def chain_between(
    *, assignment_id: UUID, giver_unit_id: UUID, giver: Home, unit: Unit, receiver: Home
) -> Chain:
    """The chain of a giving. A level works in the receiver's workspace or in the giver's."""
    above = list(reversed(ancestors(unit)))
    codes = [each.id for each in above]
    above = above[: codes.index(giver_unit_id) + 1]
    homes = {receiver.ref.id: receiver, giver.ref.id: giver}
    levels = [Level(unit, receiver)]
    levels += [Level(each, homes[each.workspace_id or giver.ref.id]) for each in above]
    return Chain(assignment_id, giver, tuple(levels))


def chain_of(work: Work, ref: WorkspaceRef, call: DutyCall) -> Chain:
    """The chain of a call, standing in its workspace."""
    given = Assignment.objects.filter(pk=call.assignment_id).first()
    if given is None:
        return _from_the_copy(work, ref, Ticket.objects.get(assignment_id=call.assignment_id))
    here = Home(ref, given.ticket_id)
    receiver = here
    if given.to_workspace_id is not None:
        other = workspace_by_id(given.to_workspace_id)
        with work.in_workspace(other):
            copy = Ticket.objects.values_list("id", flat=True).get(assignment_id=given.id)
        receiver = Home(other, copy)
    return _chain(given.id, given.from_unit_id, here, given.to_unit_id, receiver)


def _from_the_copy(work: Work, ref: WorkspaceRef, copy: Ticket) -> Chain:
    assert copy.from_workspace_id is not None
    assert copy.from_unit_id is not None
    assert copy.assignment_id is not None
    other = workspace_by_id(copy.from_workspace_id)
    with work.in_workspace(other):
        ticket_id = Assignment.objects.values_list("ticket_id", flat=True).get(
            pk=copy.assignment_id
        )
    giver, receiver = Home(other, ticket_id), Home(ref, copy.id)
    return _chain(copy.assignment_id, copy.from_unit_id, giver, copy.unit_id, receiver)


def _chain(
    assignment_id: UUID, giver_unit_id: UUID, giver: Home, unit_id: UUID, receiver: Home
) -> Chain:
    unit = unit_by_id(unit_id)
    assert unit is not None, unit_id
    return chain_between(
        assignment_id=assignment_id,
        giver_unit_id=giver_unit_id,
        giver=giver,
        unit=unit,
        receiver=receiver,
    )


def call_next(work: Work, chain: Chain) -> DutyCall | None:
    """Call whoever is next, or tell the giver that nobody is left.

    First the receiver's people in order, then those of the unit above it, up to the giver's. A
    unit above that is called takes part in the ticket from now on; the holder stays the same.
    """
    with work.in_workspace(chain.giver.ref):
        earlier = DutyCall.objects.filter(assignment_id=chain.assignment_id)
        made = list(earlier.order_by("position").values_list("unit_id", "user_id", "climbed"))
    start = made[-1][2] if made else 0
    already = {(unit_id, user_id) for unit_id, user_id, _ in made}
    for candidate in _candidates(work, chain, start):
        if (candidate.level.unit.id, candidate.person.user_id) not in already:
            return _place_call(work, chain, candidate, len(made) + 1)
    _tell_unanswered(chain)
    return None


def _candidates(work: Work, chain: Chain, start: int) -> Iterator[Candidate]:
    """Lazily: a level is looked at only when those below it are used up."""
    for climbed, level in enumerate(chain.levels[start:], start=start):
        with work.in_workspace(level.home.ref):
            people = people_to_call(level.unit.id, work.at)
        for person in people:
            yield Candidate(climbed, level, person)


def _place_call(work: Work, chain: Chain, candidate: Candidate, position: int) -> DutyCall:
    level = candidate.level
    with work.in_workspace(level.home.ref):
        minutes = acknowledge_minutes()
        if candidate.climbed:
            admit_unit(level.home.ticket_id, level.unit.id, work.at)
        call = DutyCall.objects.create(
            id=uuid7(),
            ticket_id=level.home.ticket_id,
            **_values(work, chain, candidate, position, minutes),
        )
    if level.home.ref != chain.giver.ref:
        with work.in_workspace(chain.giver.ref):
            DutyCall.objects.create(
                id=uuid7(),
                ticket_id=chain.giver.ticket_id,
                is_echo=True,
                **_values(work, chain, candidate, position, minutes),
            )
    publish(
        DutyCalled(
            workspace=level.home.ref.schema,
            assignment_id=str(chain.assignment_id),
            ticket_id=str(level.home.ticket_id),
            to_unit_ids=[str(level.unit.id)],
            call_id=str(call.id),
        )
    )
    return call


def _values(
    work: Work, chain: Chain, candidate: Candidate, position: int, minutes: int
) -> dict[str, object]:
    return {
        "assignment_id": chain.assignment_id,
        "position": position,
        "unit_id": candidate.level.unit.id,
        "user_id": candidate.person.user_id,
        "user_name": candidate.person.name,
        "basis": candidate.person.basis,
        "climbed": candidate.climbed,
        "state": CallState.WAITING,
        "called_at": work.at,
        "acknowledge_by": work.at + timedelta(minutes=minutes),
    }


def tell_roster_missing(chain: Chain) -> None:
    """The unit above the receiver hears that nobody stands on the receiver's roster now."""
    above = chain.levels[1]
    publish(
        RosterMissing(
            workspace=above.home.ref.schema,
            assignment_id=str(chain.assignment_id),
            ticket_id=str(above.home.ticket_id),
            to_unit_ids=[str(above.unit.id)],
        )
    )


def _tell_unanswered(chain: Chain) -> None:
    publish(
        ExpressUnanswered(
            workspace=chain.giver.ref.schema,
            assignment_id=str(chain.assignment_id),
            ticket_id=str(chain.giver.ticket_id),
            to_unit_ids=[str(chain.levels[-1].unit.id)],
        )
    )


def settle(
    work: Work, ref: WorkspaceRef, chain: Chain, call: DutyCall, state: CallState, **values: object
) -> None:
    """A call waits no longer; what the giver sees of it follows."""
    changed = {"state": state, "settled_at": work.at, **values}
    for home in {ref, chain.giver.ref}:
        with work.in_workspace(home):
            DutyCall.objects.filter(
                assignment_id=call.assignment_id, position=call.position
            ).update(**changed)


def is_waited_for(work: Work, chain: Chain) -> bool:
    """Whether the receiver still has to sign."""
    with work.in_workspace(chain.giver.ref):
        given = Assignment.objects.get(pk=chain.assignment_id)
    return given.state == State.RECEIVED and given.ended_at is None


def is_roster_missing(person: Called) -> bool:
    return person.basis != Basis.ROSTER
