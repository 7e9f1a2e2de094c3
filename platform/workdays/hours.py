"""Office hours: the periods of a day in which a limit in working time runs. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kernel.clock import LOCAL

MICROSECOND = timedelta(microseconds=1)
MINUTE = 60_000_000


def micros_of(moment: time) -> int:
    """Microseconds since midnight. All working time is counted in whole microseconds."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return seconds * 1_000_000 + moment.microsecond


def local(at: datetime) -> datetime:
    """The moment in the city's zone. A naive one is a bug of the caller and raises."""
    if at.tzinfo is None:
        raise ValueError(f"naive datetime {at!r}: working time needs a zone")
    return at.astimezone(LOCAL)


class Period(NamedTuple):
    """One stretch of office hours within a day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class OfficeHours:
    """The working periods of one day, in order, with the lunch break between them."""

    periods: tuple[Period, ...]

    def __post_init__(self) -> None:
        marks = [micros_of(mark) for period in self.periods for mark in period]
        if not marks or any(a >= b for a, b in pairwise(marks)):
            raise ValueError(f"office hours must be periods in order: {self.periods}")

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        return tuple((micros_of(opens), micros_of(closes)) for opens, closes in self.periods)

    @cached_property
    def length(self) -> int:
        """Microseconds of work in a day."""
        return sum(closes - opens for opens, closes in self._spans)

    def worked_by(self, moment: int) -> int:
        """Work done from midnight until `moment` (both in microseconds)."""
        return sum(max(0, min(moment, closes) - opens) for opens, closes in self._spans)

    def moment_when(self, worked: int) -> int:
        """The earliest moment by which `worked` (more than nothing) is done."""
        for opens, closes in self._spans:
            if worked <= closes - opens:
                return opens + worked
            worked -= closes - opens
        raise ValueError("more work than the day has")

    def closes_on(self, day: date) -> datetime:
        """Close of work on `day`."""
        return datetime.combine(day, self.periods[-1].closes, LOCAL)


@dataclass(frozen=True)
class Season:
    """Other hours from `first` to `last`, both included (夏令作息 and the like)."""

    first: date
    last: date
    hours: OfficeHours

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a season ends before it begins: {self.first}..{self.last}")


DEFAULT_HOURS = OfficeHours(
    (Period(time(8, 30), time(12, 0)), Period(time(14, 30), time(17, 30))),
)
