"""Chinese working-day arithmetic: make-up days, lunch breaks, years not yet published. Pure.

A calendar is immutable and answers from an index it builds once per year, so that a limit costs
microseconds. Working time is exact to the microsecond: rounding it would let a clock that is
paused often drift.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kernel.clock import LOCAL
from workdays.hours import (
    DEFAULT_HOURS,
    MICROSECOND,
    MINUTE,
    OfficeHours,
    Season,
    local,
    micros_of,
)


@dataclass(frozen=True)
class YearTable:
    """One year's notice (放假安排): days off on weekdays and make-up workdays on weekends (调休).

    A notice may also move days of the December before its year.
    """

    year: int
    days_off: frozenset[date]
    make_up_days: frozenset[date]


class _Index(NamedTuple):
    """The working days of a year, and how much work is done by the end of each."""

    days: list[int]
    done: list[int]

    @property
    def total(self) -> int:
        return self.done[-1]


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Working days and hours as known at one `version`.

    A year without a table counts Monday to Friday; what falls into it is provisional until the
    year's notice is imported.
    """

    version: str
    tables: tuple[YearTable, ...]
    hours: OfficeHours = DEFAULT_HOURS
    seasons: tuple[Season, ...] = ()

    def __post_init__(self) -> None:
        years = [table.year for table in self.tables]
        if sorted(set(years)) != years:
            raise ValueError(f"year tables must be in order, one each: {years}")

    # -- days -------------------------------------------------------------------------------

    @cached_property
    def years(self) -> frozenset[int]:
        """The published years."""
        return frozenset(table.year for table in self.tables)

    @cached_property
    def last_published(self) -> date | None:
        """The last day of which the official calendar is known."""
        return date(max(self.years), 12, 31) if self.years else None

    @cached_property
    def _exceptions(self) -> dict[date, bool]:
        exceptions: dict[date, bool] = {}
        for table in self.tables:  # a later year's notice wins over the one before
            exceptions.update(dict.fromkeys(table.days_off, False))
            exceptions.update(dict.fromkeys(table.make_up_days, True))
        return exceptions

    def is_working_day(self, day: date) -> bool:
        return self._exceptions.get(day, day.weekday() < 5)

    def is_provisional(self, at: datetime) -> bool:
        """Whether `at` lies in a year whose notice is not known here."""
        return local(at).year not in self.years

    def hours_on(self, day: date) -> OfficeHours:
        for season in self.seasons:
            if season.first <= day <= season.last:
                return season.hours
        return self.hours

    def close_of_work(self, day: date) -> datetime:
        return self.hours_on(day).closes_on(day)

    @property
    def day_minutes(self) -> int:
        """What "one working day" means where a rule needs it in minutes."""
        return self.hours.length // MINUTE

    # -- limits -----------------------------------------------------------------------------

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Close of work on the `days`-th working day after the day of `start` (docs/limits.md)."""
        if days < 1:
            raise ValueError("a limit in working days is at least one day")
        first = local(start).date()
        year = first.year
        index = self._index(year)
        position = bisect_right(index.days, first.toordinal()) + days - 1
        while position >= len(index.days):
            position -= len(index.days)
            year += 1
            index = self._index(year)
        return self.close_of_work(date.fromordinal(index.days[position]))

    def add_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment `minutes` of work after `start`; at a break, the end of the work before it."""
        return self.add_working_time(start, timedelta(minutes=minutes))

    def add_working_time(self, start: datetime, span: timedelta) -> datetime:
        """The earliest moment by which `span` of working time has passed since `start`."""
        worked = span // MICROSECOND
        if worked < 0:
            raise ValueError("working time cannot be added backwards")
        begun = local(start)
        if worked == 0:
            return begun
        year = begun.year
        index = self._index(year)
        worked += self._done_by(begun)
        while worked > index.total:
            worked -= index.total
            year += 1
            index = self._index(year)
        position = bisect_left(index.done, worked)
        day = date.fromordinal(index.days[position])
        rest = worked - (index.done[position - 1] if position else 0)
        midnight = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
        return midnight + self.hours_on(day).moment_when(rest) * MICROSECOND

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`, exactly; negative if `end` comes first."""
        begun, ended = local(start), local(end)
        if ended < begun:
            return -self.working_time_between(end, start)
        passed = self._done_by(ended) - self._done_by(begun)
        passed += sum(self._index(year).total for year in range(begun.year, ended.year))
        return passed * MICROSECOND

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`, rounded towards nothing."""
        passed = self.working_time_between(start, end)
        whole = abs(passed) // timedelta(minutes=1)
        return whole if passed >= timedelta() else -whole

    # -- the index --------------------------------------------------------------------------

    @cached_property
    def _indexes(self) -> dict[int, _Index]:
        return {}

    def _index(self, year: int) -> _Index:
        index = self._indexes.get(year)
        if index is None:
            index = self._indexes[year] = self._build_index(year)
        return index

    def _build_index(self, year: int) -> _Index:
        days: list[int] = []
        done: list[int] = []
        total = 0
        for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.is_working_day(day):
                total += self.hours_on(day).length
                days.append(ordinal)
                done.append(total)
        return _Index(days, done)

    def _done_by(self, at: datetime) -> int:
        """Working time from the start of its year until `at`, in microseconds."""
        index = self._index(at.year)
        ordinal = at.toordinal()
        position = bisect_left(index.days, ordinal)
        done = index.done[position - 1] if position else 0
        if position < len(index.days) and index.days[position] == ordinal:
            done += self.hours_on(at.date()).worked_by(micros_of(at.time()))
        return done


def add_hours(start: datetime, hours: Decimal | int) -> datetime:
    """The end of a limit on a 24-hour clock: nights and holidays count."""
    return local(start) + timedelta(seconds=int(hours * 3600))


def calendar_from(version: str, tables: Iterable[YearTable]) -> WorkCalendar:
    """A calendar of the given tables; of two for one year the later in line is in force."""
    in_force = {table.year: table for table in tables}
    return WorkCalendar(version, tuple(in_force[year] for year in sorted(in_force)))
