"""Laws of working time that hold on every calendar and at every microsecond."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kernel.clock import LOCAL
from tests.workdays.calendars import REAL, WITH_2027
from workdays.arithmetic import WorkCalendar
from workdays.hours import OfficeHours, Period, Season

SUMMER = OfficeHours((Period(time(8, 0), time(12, 0)), Period(time(15, 0), time(18, 0))))
SEASONAL = WorkCalendar(
    "seasonal",
    REAL.tables,
    seasons=tuple(
        Season(date(year, 6, 1), date(year, 9, 30), SUMMER) for year in range(2018, 2030)
    ),
)

calendars = st.sampled_from([REAL, WITH_2027, SEASONAL])
moments = st.datetimes(
    min_value=datetime(2018, 12, 1),  # noqa: DTZ001 - given its zone below
    max_value=datetime(2028, 12, 31),  # noqa: DTZ001
    timezones=st.just(LOCAL),
)
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40))


@given(calendars, moments, spans)
def test_what_is_added_lies_between(calendar, start, span):
    end = calendar.add_working_time(start, span)

    assert calendar.working_time_between(start, end) == span


@given(calendars, moments, spans.filter(bool))
def test_the_end_is_the_earliest_such_moment(calendar, start, span):
    end = calendar.add_working_time(start, span)

    assert calendar.working_time_between(start, end - timedelta(microseconds=1)) < span


@given(calendars, moments, moments, moments)
def test_spans_add_up(calendar, one, two, three):
    between = calendar.working_time_between

    assert between(one, two) + between(two, three) == between(one, three)


@given(calendars, moments, moments, spans)
def test_who_starts_later_ends_no_earlier(calendar, one, two, span):
    early, late = sorted([one, two])

    assert calendar.add_working_time(early, span) <= calendar.add_working_time(late, span)
    assert calendar.add_working_days(early, 5) <= calendar.add_working_days(late, 5)


@given(calendars, moments, spans, spans)
def test_adding_twice_is_adding_the_sum(calendar, start, one, two):
    stepwise = calendar.add_working_time(calendar.add_working_time(start, one), two)

    if one or two:
        assert stepwise == calendar.add_working_time(start, one + two)


@given(calendars, moments, st.integers(min_value=1, max_value=300))
def test_a_day_limit_holds_that_many_whole_days(calendar, start, days):
    due = calendar.add_working_days(start, days)
    midnight = datetime.combine(start.date() + timedelta(days=1), time(0), LOCAL)
    inside = range(midnight.toordinal(), due.toordinal() + 1)

    assert sum(calendar.is_working_day(date.fromordinal(day)) for day in inside) == days
    assert due == calendar.close_of_work(due.date())


@given(calendars, moments, st.integers(min_value=0, max_value=14 * 24 * 60))
def test_equals_counting_minute_by_minute(calendar, start, length):
    start = start.replace(second=0, microsecond=0)
    minutes = (start + timedelta(minutes=passed) for passed in range(length))

    assert calendar.working_minutes_between(start, start + timedelta(minutes=length)) == sum(
        calendar.is_working_day(minute.date())
        and any(
            opens <= minute.time() < closes
            for opens, closes in calendar.hours_on(minute.date()).periods
        )
        for minute in minutes
    )
