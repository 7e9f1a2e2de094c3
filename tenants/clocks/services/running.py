"""Starting, stopping and restarting a limit.

All of these write inside the caller's open transaction, under the role it has, in the workspace it
stands in.
"""

from datetime import datetime
from uuid import UUID

from clocks.defaults import Purpose
from clocks.errors import ClockError
from clocks.events import EventKind
from clocks.limits import Limit, rework_limit
from clocks.models import Clock
from clocks.nesting import Within
from clocks.selectors import original_limit
from clocks.services.recording import first_event, record, require_transaction
from kernel.errors import DomainError
from workdays.calendar import current_calendar


def start_clock(
    *,
    ticket_id: UUID,
    purpose: Purpose,
    limit: Limit,
    at: datetime,
    case_version: int,
    assignment_id: UUID | None = None,
    within: Within | None = None,
) -> Clock:
    """Let a limit run from `at` (dispatch, not signing); it ends no later than `within`."""
    require_transaction()
    clock = Clock(ticket_id=ticket_id, assignment_id=assignment_id, purpose=purpose)
    return first_event(clock=clock, at=at, limit=limit, within=within, case_version=case_version)


def stop_clock(*, clock: Clock, at: datetime, case_version: int) -> Clock:
    """What the limit was for is done. Whether in time, the ledger now says for good."""
    if clock.stopped_at is not None:
        raise DomainError(ClockError.CLOCK_STOPPED, "该时限已停止计时")
    return record(clock=clock, kind=EventKind.STOP, at=at, case_version=case_version)


def rework_clock(
    *, clock: Clock, at: datetime, case_version: int, within: Within | None = None
) -> Clock:
    """Run again for a rework (发回重办), with half the limit; the first verdict stays as it was."""
    return record(
        clock=clock,
        kind=EventKind.REWORK,
        at=at,
        limit=rework_limit(original_limit(clock), calendar=current_calendar()),
        within=within,
        case_version=case_version,
    )
