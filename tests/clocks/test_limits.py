"""Limits: what they may be, what they read like, what half of one is."""

from decimal import Decimal

import pytest

from clocks.limits import (
    Limit,
    Unit,
    amounting_to,
    clock_hours,
    rework_limit,
    until_given_time,
    working_days,
    working_hours,
)
from tests.workdays.calendars import REAL, local


@pytest.mark.parametrize(
    ("original", "half"),
    [
        (working_days(1), working_days(1)),
        (working_days(2), working_days(1)),
        (working_days(5), working_days(3)),
        (working_days(10), working_days(5)),
        (working_days(15), working_days(5)),
        (working_days(30), working_days(5)),
        (working_hours(4), working_hours(4)),  # half is less than a day, but no more than it was
        (working_hours(20), working_hours(10)),
        (working_hours(100), working_hours(Decimal("32.5"))),
        (clock_hours(24), clock_hours(12)),
        (clock_hours(2), clock_hours(1)),
        (clock_hours(Decimal("0.5")), clock_hours(Decimal("0.5"))),
    ],
)
def test_rework_gets_half_of_the_original(original, half):
    assert rework_limit(original, calendar=REAL) == half


@pytest.mark.parametrize(
    ("start", "due", "unit", "limit"),
    [
        ("2026-11-23 10:00", "2026-11-27 17:30", Unit.WORKING_DAY, working_days(5)),
        ("2026-11-23 10:00", "2026-11-23 12:00", Unit.WORKING_DAY, working_days(1)),
        ("2026-11-28 10:00", "2026-11-28 20:00", Unit.WORKING_DAY, working_days(1)),
        ("2026-11-23 10:00", "2026-11-23 15:00", Unit.WORKING_HOUR, working_hours(3)),
        ("2026-11-28 10:00", "2026-11-28 20:00", Unit.HOUR, clock_hours(10)),
    ],
)
def test_a_given_time_amounts_to_a_limit(start, due, unit, limit):
    assert amounting_to(local(start), local(due), unit=unit, calendar=REAL) == limit


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (working_days(10), "10个工作日"),
        (clock_hours(Decimal("0.50")), "0.5小时"),
        (working_hours(4), "4个工作小时"),
        (until_given_time(Unit.HOUR), "指定时间"),
    ],
)
def test_reads_like_an_official_would_say_it(limit, text):
    assert str(limit) == text


@pytest.mark.parametrize(
    ("value", "unit"), [("0", Unit.HOUR), ("-1", Unit.HOUR), ("1.5", "working_day")]
)
def test_refuses_nonsense(value, unit):
    with pytest.raises(ValueError, match="a limit"):
        Limit(Decimal(value), Unit(unit))
