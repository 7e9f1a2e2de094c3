"""Limits worked out by hand on the calendar of 2026 and its neighbours."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import chinese_calendar
import pytest

from kernel.clock import LOCAL
from tests.workdays.calendars import REAL, WITH_2027, local
from workdays.arithmetic import WorkCalendar, YearTable, add_hours, calendar_from
from workdays.hours import OfficeHours, Period, Season
from workdays.published import table_from_package


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23 10:00", 1, "2026-11-24 17:30"),  # an ordinary Monday
        ("2026-11-27 17:29", 1, "2026-11-30 17:30"),  # Friday, a minute before close of work
        ("2026-11-28 09:00", 1, "2026-11-30 17:30"),  # given on a Saturday
        ("2026-11-23 00:00", 5, "2026-11-30 17:30"),
        ("2026-09-30 17:29", 1, "2026-10-08 17:30"),  # National Day: 1 to 7 October off
        ("2026-09-30 17:29", 3, "2026-10-10 17:30"),  # … whose Saturday is made up
        ("2026-09-30 17:29", 5, "2026-10-13 17:30"),
        ("2026-10-03 12:00", 10, "2026-10-20 17:30"),
        ("2026-09-18 09:00", 1, "2026-09-20 17:30"),  # a make-up Sunday
        ("2026-02-13 09:00", 3, "2026-02-25 17:30"),  # Spring Festival: 15 to 23 February off
        ("2026-02-27 09:00", 1, "2026-02-28 17:30"),
        ("2026-12-30 10:00", 1, "2026-12-31 17:30"),
        ("2025-12-31 10:00", 2, "2026-01-05 17:30"),  # 1 to 3 January off, Sunday 4 made up
        ("2018-12-28 10:00", 2, "2019-01-02 17:30"),  # Saturday 29 made up for Monday 31
    ],
)
def test_day_limit_ends_at_close_of_work_on_its_last_day(start, days, due):
    assert REAL.add_working_days(local(start), days) == local(due)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23 09:00", 120, "2026-11-23 11:00"),
        ("2026-11-23 11:30", 30, "2026-11-23 12:00"),  # to the break, not to its end
        ("2026-11-23 11:30", 31, "2026-11-23 14:31"),
        ("2026-11-23 11:30", 60, "2026-11-23 15:00"),
        ("2026-11-23 13:00", 30, "2026-11-23 15:00"),  # given in the lunch break
        ("2026-11-23 06:00", 390, "2026-11-23 17:30"),
        ("2026-11-23 17:30", 1, "2026-11-24 08:31"),
        ("2026-11-27 17:29", 120, "2026-11-30 10:29"),
        ("2026-09-18 16:00", 120, "2026-09-20 09:00"),  # into a make-up Sunday
        ("2026-09-30 17:00", 60, "2026-10-08 09:00"),
        ("2026-12-31 17:00", 30, "2026-12-31 17:30"),  # the last minute of the year's work
        ("2026-12-31 17:00", 60, "2027-01-01 09:00"),  # 2027 not yet known
        ("2026-11-23 03:00", 0, "2026-11-23 03:00"),
    ],
)
def test_working_minutes_run_in_office_hours_only(start, minutes, end):
    assert REAL.add_working_minutes(local(start), minutes) == local(end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23 08:30", "2026-11-23 17:30", 390),
        ("2026-11-23 12:00", "2026-11-23 14:30", 0),
        ("2026-11-23 11:59", "2026-11-23 14:31", 2),
        ("2026-02-14 12:00", "2026-02-24 14:30", 390),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("2026-11-27 17:30", "2026-11-27 17:00", -30),
        ("2024-12-31 08:30", "2025-01-02 08:31", 391),
    ],
)
def test_working_minutes_between(start, end, minutes):
    assert REAL.working_minutes_between(local(start), local(end)) == minutes


def test_around_the_clock_nights_and_holidays_count():
    assert add_hours(local("2026-10-01 20:00"), 24) == local("2026-10-02 20:00")
    assert add_hours(local("2026-10-01 23:50"), Decimal("0.5")) == local("2026-10-02 00:20")


def test_time_zone_of_the_caller_does_not_matter():
    utc = datetime(2026, 11, 27, 9, 29, tzinfo=UTC)  # Friday 17:29 in the city
    late = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)  # already Saturday there

    assert REAL.add_working_minutes(utc, 120) == local("2026-11-30 10:29")
    assert REAL.add_working_days(late, 1) == local("2026-11-30 17:30")
    assert REAL.add_working_days(utc, 1).tzinfo is LOCAL


def test_beyond_the_last_notice_monday_to_friday_is_provisional():
    due = REAL.add_working_days(local("2026-12-30 10:00"), 5)

    assert REAL.last_published == date(2026, 12, 31)
    assert due == local("2027-01-06 17:30")
    assert REAL.is_provisional(due)
    assert not REAL.is_provisional(local("2026-12-31 17:30"))


def test_the_notice_of_the_year_settles_it():
    due = WITH_2027.add_working_days(local("2026-12-30 10:00"), 5)

    # 31 December, 5, 6, 7, 8 January: the 1st and the 4th are off.
    assert due == local("2027-01-08 17:30")
    assert not WITH_2027.is_provisional(due)
    assert WITH_2027.add_working_days(local("2026-12-30 10:00"), 6) == local("2027-01-09 17:30")


def test_a_notice_may_move_the_december_before_its_year():
    moved = YearTable(2027, frozenset({date(2026, 12, 31)}), frozenset({date(2026, 12, 26)}))
    calendar = calendar_from("2027.1", [*REAL.tables, moved])

    assert calendar.add_working_days(local("2026-12-25 10:00"), 4) == local("2026-12-30 17:30")
    assert calendar.add_working_days(local("2026-12-30 10:00"), 1) == local("2027-01-01 17:30")


def test_of_two_tables_for_a_year_the_later_is_in_force():
    corrected = YearTable(2026, frozenset(), frozenset())
    calendar = calendar_from("2026.2", [*REAL.tables, corrected])

    assert calendar.is_working_day(date(2026, 10, 1))
    assert calendar.years == REAL.years


def test_seasonal_hours_are_dated():
    summer = OfficeHours((Period(time(8, 0), time(12, 0)), Period(time(15, 0), time(18, 0))))
    calendar = WorkCalendar(
        "2026.1",
        REAL.tables,
        seasons=(Season(date(2026, 7, 1), date(2026, 8, 31), summer),),
    )

    # Tuesday 30 June 17:00 + 1 h: half an hour by the usual hours, half by those of summer.
    assert calendar.add_working_minutes(local("2026-06-30 17:00"), 60) == local("2026-07-01 08:30")
    assert calendar.add_working_days(local("2026-06-30 17:00"), 1) == local("2026-07-01 18:00")
    assert calendar.add_working_days(local("2026-08-31 17:00"), 1) == local("2026-09-01 17:30")
    minutes = calendar.working_minutes_between(local("2026-06-30 00:00"), local("2026-07-02 00:00"))
    assert minutes == 390 + 420


def test_real_years_equal_the_package_day_by_day():
    days = [
        date.fromordinal(ordinal)
        for ordinal in range(date(2019, 1, 1).toordinal(), date(2026, 12, 31).toordinal() + 1)
    ]

    assert len(days) == 2922
    assert [
        day for day in days if REAL.is_working_day(day) != chinese_calendar.is_workday(day)
    ] == []


def test_package_table_holds_exceptions_only():
    table = table_from_package(2026)

    assert (len(table.days_off), len(table.make_up_days)) == (19, 6)
    assert date(2026, 10, 3) not in table.days_off  # a Saturday is off without a notice


@pytest.mark.parametrize(
    "call",
    [
        lambda: REAL.add_working_days(datetime(2026, 1, 1), 1),  # noqa: DTZ001
        lambda: REAL.working_time_between(local("2026-01-01 00:00"), datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: REAL.add_working_days(local("2026-01-01 00:00"), 0),
        lambda: REAL.add_working_minutes(local("2026-01-01 00:00"), -1),
        lambda: OfficeHours((Period(time(12), time(8)),)),
        lambda: OfficeHours(()),
        lambda: Season(date(2026, 9, 1), date(2026, 7, 1), REAL.hours),
        lambda: WorkCalendar("x", (REAL.tables[1], REAL.tables[0])),
    ],
)
def test_refuses_nonsense(call):
    with pytest.raises(ValueError):  # noqa: PT011 - a bug of the caller, told in words
        call()
