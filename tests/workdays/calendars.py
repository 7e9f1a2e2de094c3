"""Calendars the tests reckon by: the real years, and a 2027 as its notice might read."""

from datetime import date, datetime

from kernel.clock import LOCAL
from workdays.arithmetic import YearTable, calendar_from
from workdays.published import table_from_package

REAL = calendar_from("2026.1", [table_from_package(year) for year in range(2004, 2027)])
MADE_UP_2027 = YearTable(
    year=2027,
    days_off=frozenset(date(2027, 1, day) for day in (1, 4)),
    make_up_days=frozenset({date(2027, 1, 9)}),
)
WITH_2027 = calendar_from("2027.1", [*REAL.tables, MADE_UP_2027])


def local(text: str) -> datetime:
    """A moment in the city's time, written `2026-10-01 08:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)
