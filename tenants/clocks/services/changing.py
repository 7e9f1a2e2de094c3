"""Pausing, extending and re-reckoning a limit that runs. The decision itself is the caller's.

A change that would pass the giver's own limit is passed up first; `within` is what came of it.
"""

from datetime import datetime

from clocks.errors import ClockError
from clocks.events import EventKind
from clocks.limits import Limit
from clocks.models import Clock
from clocks.nesting import Within
from clocks.services.recording import record
from kernel.errors import DomainError
from workdays.arithmetic import WorkCalendar


def pause_clock(*, clock: Clock, at: datetime, case_version: int) -> Clock:
    """Let the limit stand still (挂账); what is left of working time is kept exactly."""
    _require_open(clock)
    if clock.paused_at is not None:
        raise DomainError(ClockError.CLOCK_PAUSED, "该时限已暂停计时")
    return record(clock=clock, kind=EventKind.PAUSE, at=at, case_version=case_version)


def resume_clock(
    *, clock: Clock, at: datetime, case_version: int, within: Within | None = None
) -> Clock:
    """Let a paused limit run on with what it had left."""
    _require_open(clock)
    if clock.paused_at is None:
        raise DomainError(ClockError.CLOCK_RUNNING, "该时限正在计时，无需恢复")
    return record(
        clock=clock, kind=EventKind.RESUME, at=at, within=within, case_version=case_version
    )


def extend_clock(
    *, clock: Clock, limit: Limit, at: datetime, case_version: int, within: Within | None = None
) -> Clock:
    """Put the due time off (延期) by a limit counted from it; never to an earlier one."""
    _require_open(clock)
    return record(
        clock=clock,
        kind=EventKind.EXTEND,
        at=at,
        limit=limit,
        within=within,
        case_version=case_version,
    )


def rebase_clock(
    *, clock: Clock, limit: Limit, at: datetime, case_version: int, within: Within | None = None
) -> Clock:
    """Give the limit of another kind or urgency, from the same beginning, pauses kept."""
    _require_open(clock)
    return record(
        clock=clock,
        kind=EventKind.REBASE,
        at=at,
        limit=limit,
        within=within,
        case_version=case_version,
    )


def recalendar_clock(
    *,
    clock: Clock,
    calendar: WorkCalendar,
    at: datetime,
    case_version: int,
    within: Within | None = None,
) -> Clock:
    """Reckon the limit by another calendar, after a year's notice; givers before receivers."""
    _require_open(clock)
    return record(
        clock=clock,
        kind=EventKind.RECALENDAR,
        at=at,
        within=within,
        calendar=calendar,
        case_version=case_version,
    )


def _require_open(clock: Clock) -> None:
    if clock.stopped_at is not None:
        raise DomainError(ClockError.CLOCK_STOPPED, "该时限已停止计时")
