"""What a level may pass down of its own limit. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clocks.limits import Unit, time_after, time_between
from workdays.arithmetic import WorkCalendar
from workdays.hours import DEFAULT_HOURS, MINUTE

KEPT_AT_LEAST = 30
PASSED_AT_LEAST = 30
KEPT_PERCENT = 15


@dataclass(frozen=True)
class Within:
    """The time by which a limit must end. `beyond`: knowingly later than the giver's own."""

    at: datetime
    beyond: bool = False


def keep_back(remaining_minutes: int, *, day_minutes: int = DEFAULT_HOURS.length // MINUTE) -> int:
    """Minutes a level keeps for itself: min(1 working day, 15 %), at least 30 (docs/limits.md)."""
    share = -(-remaining_minutes * KEPT_PERCENT // 100)
    return max(KEPT_AT_LEAST, min(day_minutes, share))


def nested_due(
    *,
    giver_due: datetime,
    at: datetime,
    calendar: WorkCalendar,
    unit: Unit = Unit.WORKING_DAY,
) -> Within:
    """The latest due time a giver may pass down at `at`; `unit` is that of the giver's clock.

    The receiver gets at least 30 minutes, out of what the giver would keep. A giver with less
    than that left, or overdue, passes down 30 minutes all the same: the receiver did not cause
    the delay and cannot act in no time. That is marked `beyond`, since it ends after the giver's.
    """
    remaining = time_between(at, giver_due, unit=unit, calendar=calendar)
    kept = keep_back(remaining // timedelta(minutes=1), day_minutes=calendar.day_minutes)
    passed = max(remaining - timedelta(minutes=kept), timedelta(minutes=PASSED_AT_LEAST))
    due = time_after(at, passed, unit=unit, calendar=calendar)
    return Within(due, beyond=due > giver_due)
