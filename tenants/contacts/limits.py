"""The accepting unit's own limit when a request ends and comes back: nothing lost, nothing gained.

Everything here runs inside an open custody session.
"""

from datetime import datetime

from clocks.defaults import Purpose
from clocks.models import Clock
from clocks.selectors import clock_of
from clocks.services.changing import pause_clock, resume_clock
from clocks.services.running import rework_clock
from tickets.limits import start_own_limit, version_of
from tickets.models import Ticket
from tickets.moves import Move
from tickets.places import Place


def rest_own_limit(move: Move, place: Place) -> None:
    """The request is over for now: its time stands still, what was used stays used."""
    with move.session.in_workspace(place.workspace):
        clock = _own_clock(place)
        if clock is not None and clock.stopped_at is None and clock.paused_at is None:
            pause_clock(clock=clock, at=move.session.at, case_version=version_of(move.session))


def continue_own_limit(move: Move, place: Place, ticket: Ticket) -> datetime:
    """The request goes on with the time it had left.

    One that never ran begins; one whose time was over already (it had been answered) runs again
    as for a rework.
    """
    session = move.session
    with session.in_workspace(place.workspace):
        clock = _own_clock(place)
        version = version_of(session)
        if clock is not None:
            if clock.stopped_at is not None:
                rework_clock(clock=clock, at=session.at, case_version=version)
            elif clock.paused_at is not None:
                resume_clock(clock=clock, at=session.at, case_version=version)
            return clock.due_at
    return start_own_limit(move, place, ticket)


def _own_clock(place: Place) -> Clock | None:
    return clock_of(ticket_id=place.ticket_id, assignment_id=None, purpose=Purpose.HANDLE)
