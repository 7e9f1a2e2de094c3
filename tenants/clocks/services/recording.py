"""Writing one event and what the ledger then says. Every verb on a clock goes through here."""

from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from clocks.events import Due, EventKind
from clocks.ledger import due_of
from clocks.limits import Limit
from clocks.models import Clock, ClockEvent
from clocks.nesting import Within
from clocks.selectors import events_of
from kernel.errors import Stale
from workdays.arithmetic import WorkCalendar
from workdays.calendar import calendar_of, current_calendar


def require_transaction() -> None:
    """A clock changes with the case it belongs to, or not at all."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("clocks are written inside the command's transaction")


def first_event(
    *,
    clock: Clock,
    at: datetime,
    limit: Limit,
    within: Within | None,
    case_version: int,
) -> Clock:
    """Insert a clock and the event that starts it."""
    event = _event(clock, EventKind.START, at, limit, within, case_version, current_calendar())
    _show(clock, due_of([event.entry()], calendar_of), seq=1)
    clock.save(force_insert=True)
    event.save(force_insert=True)
    return clock


def record(
    *,
    clock: Clock,
    kind: EventKind,
    at: datetime,
    case_version: int,
    limit: Limit | None = None,
    within: Within | None = None,
    calendar: WorkCalendar | None = None,
) -> Clock:
    """Append an event to the ledger and store what it comes to.

    Clocks of servers differ by moments: an event is never dated before the one it follows.
    """
    require_transaction()
    earlier = events_of(clock)
    at = max(at, earlier[-1].at)
    event = _event(clock, kind, at, limit, within, case_version, calendar or current_calendar())
    event.seq = earlier[-1].seq + 1
    stands = due_of([*(row.entry() for row in earlier), event.entry()], calendar_of)
    event.save(force_insert=True)
    seen = clock.last_seq
    _show(clock, stands, seq=event.seq)
    changed = Clock.objects.filter(pk=clock.pk, last_seq=seen).update(
        started_at=clock.started_at,
        limit_value=clock.limit_value,
        limit_unit=clock.limit_unit,
        due_at=clock.due_at,
        provisional=clock.provisional,
        paused_at=clock.paused_at,
        stopped_at=clock.stopped_at,
        last_seq=clock.last_seq,
    )
    if changed != 1:
        raise Stale
    return clock


def _event(
    clock: Clock,
    kind: EventKind,
    at: datetime,
    limit: Limit | None,
    within: Within | None,
    case_version: int,
    calendar: WorkCalendar,
) -> ClockEvent:
    return ClockEvent(
        clock=clock,
        seq=1,
        kind=kind,
        at=at,
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit if limit else "",
        within=within.at if within else None,
        beyond=within.beyond if within else False,
        policy_version=limit.policy_version if limit else 0,
        calendar_version=calendar.version,
        case_version=case_version,
    )


def _show(clock: Clock, stands: Due, *, seq: int) -> None:
    clock.started_at = stands.counted_from
    clock.limit_value = stands.limit.value
    clock.limit_unit = stands.limit.unit
    clock.due_at = stands.at
    clock.provisional = stands.provisional
    clock.paused_at = stands.paused_at
    clock.stopped_at = stands.stopped_at
    clock.last_seq = seq
