"""Limits and the time they leave: units, values, halves. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from workdays.arithmetic import WorkCalendar, add_hours


class Unit(StrEnum):
    """What a limit is counted in. Hours run around the clock, the others in office hours."""

    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"

    @property
    def around_the_clock(self) -> bool:
        return self is Unit.HOUR

    @property
    def label(self) -> str:
        return {"hour": "小时", "working_hour": "个工作小时", "working_day": "个工作日"}[self.value]


@dataclass(frozen=True)
class Limit:
    """A limit and the version of the policy it came from (0: given by hand).

    Without a value the limit ends at the due time given with it, and nowhere else.
    """

    value: Decimal | None
    unit: Unit
    policy_version: int = 0

    def __post_init__(self) -> None:
        if self.value is None:
            return
        if self.value <= 0:
            raise ValueError(f"a limit is more than nothing: {self.value}")
        if self.unit is Unit.WORKING_DAY and self.value != int(self.value):
            raise ValueError(f"a limit in working days is whole: {self.value}")

    def __str__(self) -> str:
        return f"{self.value.normalize():f}{self.unit.label}" if self.value else "指定时间"

    def after(self, start: datetime, calendar: WorkCalendar) -> datetime:
        """When this limit ends if it starts to run at `start`."""
        if self.value is None:
            raise ValueError("a limit without a value ends at the due time given with it")
        if self.unit is Unit.WORKING_DAY:
            return calendar.add_working_days(start, int(self.value))
        if self.unit is Unit.WORKING_HOUR:
            seconds = int(self.value * 3600)
            return calendar.add_working_time(start, timedelta(seconds=seconds))
        return add_hours(start, self.value)


def working_days(days: int) -> Limit:
    return Limit(Decimal(days), Unit.WORKING_DAY)


def working_hours(hours: Decimal | int) -> Limit:
    return Limit(Decimal(hours), Unit.WORKING_HOUR)


def clock_hours(hours: Decimal | int) -> Limit:
    return Limit(Decimal(hours), Unit.HOUR)


def until_given_time(unit: Unit) -> Limit:
    """A limit that is nothing but the due time given with it."""
    return Limit(None, unit)


def time_between(
    start: datetime, end: datetime, *, unit: Unit, calendar: WorkCalendar
) -> timedelta:
    """Time from `start` to `end` as a clock of this unit counts it; negative if `end` is first."""
    if unit.around_the_clock:
        return end - start
    return calendar.working_time_between(start, end)


def time_after(start: datetime, span: timedelta, *, unit: Unit, calendar: WorkCalendar) -> datetime:
    """The moment `span` after `start` as a clock of this unit counts it."""
    return start + span if unit.around_the_clock else calendar.add_working_time(start, span)


REWORK_DAYS_AT_LEAST = 1
REWORK_DAYS_AT_MOST = 5


def rework_limit(original: Limit, *, calendar: WorkCalendar) -> Limit:
    """Half the original, 1 to 5 working days (docs/limits.md), and never more than the original.

    Halves are rounded up to whole days or hours. A 24-hour clock has no working days to be held
    to: it gets half its hours.
    """
    if original.value is None:
        raise ValueError("give the limit that the due time amounts to")
    half = (original.value / 2).to_integral_value(ROUND_CEILING)
    if original.unit is not Unit.HOUR:
        day = Decimal(1)
        if original.unit is Unit.WORKING_HOUR:
            day = Decimal(calendar.day_minutes) / 60
        half = min(max(half, REWORK_DAYS_AT_LEAST * day), REWORK_DAYS_AT_MOST * day)
    return Limit(min(half, original.value), original.unit, original.policy_version)


def amounting_to(start: datetime, due: datetime, *, unit: Unit, calendar: WorkCalendar) -> Limit:
    """The limit that a due time given by hand amounts to, rounded up to whole days or hours."""
    span = time_between(start, due, unit=unit, calendar=calendar)
    whole = timedelta(hours=1)
    if unit is Unit.WORKING_DAY:
        whole = timedelta(minutes=calendar.day_minutes)
    return Limit(Decimal(max(1, -(-span // whole))), unit)
