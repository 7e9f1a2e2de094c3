"""Letting every clock of a case stand still, and run again. Inside an open custody session."""

from datetime import datetime, timedelta

from clocks.defaults import Purpose
from clocks.models import Clock
from clocks.nesting import Within
from clocks.selectors import clock_of
from clocks.services.changing import pause_clock, resume_clock
from tickets.copies import open_places
from tickets.giving_sides import giver_place
from tickets.limits import version_of
from tickets.moves import Move
from tickets.places import Place

# A giver that is late already bounds nobody: the receiver did not cause it.
UNBOUNDED = timedelta(days=3_650)


def pause_case(move: Move, until: datetime) -> None:
    """Pause the handling limits of all levels at once, so that none gains on another (挂账)."""
    for place in open_places(move.session):
        with move.session.in_workspace(place.workspace):
            clock = _handling(place)
            if clock is not None and clock.stopped_at is None and clock.paused_at is None:
                at, version = move.session.at, version_of(move.session)
                pause_clock(clock=clock, at=at, case_version=version)
        move.put(place, place.state, suspended_until=until)


def resume_case(move: Move) -> None:
    """Let all of them run on with what they had left, givers before receivers."""
    for place in open_places(move.session):
        due_at = _resumed(move, place)
        values = {} if due_at is None else {"due_at": due_at}
        move.put(place, place.state, suspended_until=None, **values)
        held = move.session.state
        holds = (held.holder_unit_id, held.state) == (place.unit_id, place.state)
        if due_at is not None and holds and not place.assists:
            move.session.settle(due_at=due_at)


def _resumed(move: Move, place: Place) -> datetime | None:
    within = None if place.is_origin else _giver_bound(move, place)
    with move.session.in_workspace(place.workspace):
        clock = _handling(place)
        if clock is None or clock.paused_at is None or clock.stopped_at is not None:
            return None
        at, version = move.session.at, version_of(move.session)
        return resume_clock(clock=clock, at=at, within=within, case_version=version).due_at


def _giver_bound(move: Move, place: Place) -> Within | None:
    giver = giver_place(move.session, place)
    with move.session.in_workspace(giver.workspace):
        clock = _handling(giver)
    if clock is None:
        return None
    if clock.due_at <= move.session.at:
        return Within(move.session.at + UNBOUNDED, beyond=True)
    return Within(clock.due_at)


def _handling(place: Place) -> Clock | None:
    return clock_of(
        ticket_id=place.ticket_id, assignment_id=place.assignment_id, purpose=Purpose.HANDLE
    )
