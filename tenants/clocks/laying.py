"""Laying a due time: from a basis, through the moves made since. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clocks.events import EventKind, LedgerBroken
from clocks.limits import Limit, Unit, time_after, time_between
from workdays.arithmetic import WorkCalendar


@dataclass(frozen=True)
class Basis:
    """What the due time is counted from."""

    at: datetime
    limit: Limit
    within: datetime | None
    calendar: WorkCalendar


@dataclass(frozen=True)
class Move:
    """A change of the due time since the basis."""

    kind: EventKind
    at: datetime
    limit: Limit | None
    within: datetime | None
    calendar: WorkCalendar

    @property
    def is_capped(self) -> bool:
        """Whether `within` limits the move, and is not itself the time it gives."""
        gives_time = self.limit is not None and self.limit.value is None
        return not (self.kind is EventKind.EXTEND and (self.limit is None or gives_time))


@dataclass(frozen=True)
class Laid:
    """A due time, the calendar it stands by, and since when it is on pause."""

    due: datetime
    calendar: WorkCalendar
    paused_at: datetime | None = None


def capped(due: datetime, within: datetime | None) -> datetime:
    return due if within is None else min(due, within)


def lay(basis: Basis, moves: Sequence[Move]) -> Laid:
    """The due time of a limit after the moves made since it began to run."""
    if basis.limit.value is None:
        if basis.within is None:
            raise LedgerBroken("a limit with neither a value nor a due time")
        due = basis.within
    else:
        due = capped(basis.limit.after(basis.at, basis.calendar), basis.within)
    laid = Laid(due, basis.calendar)
    for move in moves:
        laid = moved(laid, move, basis.limit.unit)
    return laid


def moved(laid: Laid, move: Move, unit: Unit) -> Laid:
    """What one more move makes of it."""
    if move.kind is EventKind.PAUSE:
        return replace(laid, paused_at=move.at)
    if move.kind is EventKind.RESUME:
        return Laid(_resumed(laid, move, unit), move.calendar)
    if move.kind is EventKind.EXTEND:
        return replace(laid, due=_extended(laid.due, move), calendar=move.calendar)
    return replace(laid, due=capped(laid.due, move.within))


def _resumed(laid: Laid, move: Move, unit: Unit) -> datetime:
    """The due time moved by the pause: what was left of working time is left again."""
    if laid.paused_at is None or laid.due <= laid.paused_at:
        return laid.due  # late before the pause is late after it
    due = laid.due
    lost = time_between(laid.paused_at, move.at, unit=unit, calendar=move.calendar)
    if lost or move.at > due:
        left = time_between(laid.paused_at, due, unit=unit, calendar=laid.calendar)
        due = time_after(move.at, left, unit=unit, calendar=move.calendar)
    return capped(due, move.within)


def _extended(due: datetime, move: Move) -> datetime:
    """The due time put off by a limit, or to a given time; never to an earlier one."""
    if move.limit is not None and move.limit.value is not None:
        later = capped(move.limit.after(due, move.calendar), move.within)
    elif move.within is not None:
        later = move.within
    else:
        raise LedgerBroken("an extension by nothing")
    return max(due, later)
