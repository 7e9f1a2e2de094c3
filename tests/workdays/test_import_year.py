"""A year's notice is taken in: a new version, the old ones as they were."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection

from kernel.errors import DomainError
from tenancy.context import in_public, in_workspace
from tenancy.owner import as_owner
from tests.workdays.calendars import REAL, local
from workdays.calendar import calendar_of, current_calendar
from workdays.errors import UnknownCalendar, WorkdaysError
from workdays.models import CalendarYear
from workdays.services.importing import import_year

NEXT = {
    "year": 2027,
    "days_off": [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 4)],
    "make_up_days": [date(2027, 1, 9)],
    "source": "国办发明电〔2026〕1号",
}

pytestmark = pytest.mark.usefixtures("anew")


def test_known_years_are_there_from_the_start(database):
    with in_public():
        calendar = current_calendar()

    assert calendar.version == "2026.1"
    assert calendar.tables == REAL.tables


def test_a_notice_becomes_the_calendar_in_force(own_database):
    with as_owner():
        entry = import_year(**NEXT)

        assert (entry.version, entry.seq) == ("2027.1", CalendarYear.objects.count())
        assert entry.days_off == ["2027-01-01", "2027-01-04"]  # the 2nd is a Saturday anyway
        assert current_calendar().version == "2027.1"
    due = current_calendar().add_working_days(local("2026-12-30 10:00"), 5)
    assert due == local("2027-01-08 17:30")
    assert not current_calendar().is_provisional(due)


def test_an_old_version_stays_what_it_was(own_database):
    with as_owner():
        import_year(**NEXT)
        import_year(**{**NEXT, "days_off": [date(2027, 1, 1)]})
        assert current_calendar().version == "2027.2"

    dues = [
        calendar_of(version).add_working_days(local("2026-12-30 10:00"), 5)
        for version in ("2026.1", "2027.1", "2027.2")
    ]
    assert dues == [
        local("2027-01-06 17:30"),
        local("2027-01-08 17:30"),
        local("2027-01-07 17:30"),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"year": 2028, "days_off": [], "make_up_days": []}, WorkdaysError.CALENDAR_YEAR_NOT_NEXT),
        ({"days_off": [date(2028, 1, 3)]}, WorkdaysError.CALENDAR_DAY_OUTSIDE_YEAR),
        ({"make_up_days": [date(2026, 11, 28)]}, WorkdaysError.CALENDAR_DAY_OUTSIDE_YEAR),
        ({"make_up_days": [date(2027, 1, 6)]}, WorkdaysError.CALENDAR_DAY_MISPLACED),
        ({"make_up_days": [date(2027, 1, 2)]}, WorkdaysError.CALENDAR_DAY_MISPLACED),
        (
            {
                "year": 2026,
                "days_off": REAL.tables[-1].days_off,
                "make_up_days": REAL.tables[-1].make_up_days,
            },
            WorkdaysError.CALENDAR_UNCHANGED,
        ),
    ],
)
def test_refuses_a_notice_that_cannot_be_right(own_database, changed, code):
    with as_owner():
        count = CalendarYear.objects.count()
        with pytest.raises(DomainError) as refusal:
            import_year(**{**NEXT, **changed})

        assert refusal.value.code is code
        assert CalendarYear.objects.count() == count


def test_daily_work_cannot_change_the_calendar(database):
    with in_public(), pytest.raises(ProgrammingError, match="permission denied"):
        import_year(**NEXT)


def test_every_workspace_reads_the_same(database, city):
    with in_workspace(city.ref("chibi")):
        assert current_calendar().version == "2026.1"


def test_answers_from_memory(database, django_assert_num_queries):
    with in_public():
        current_calendar()
        with django_assert_num_queries(0):
            for _ in range(100):
                current_calendar()
            calendar_of("2026.1")
            calendar_of("2020.1")


def test_another_process_learns_of_a_notice_at_its_next_check(own_database, monkeypatch):
    with as_owner():
        current_calendar()
        last = CalendarYear.objects.order_by("seq").last()
        CalendarYear.objects.create(
            seq=last.seq + 1,
            year=2027,
            version="2027.1",
            source="另一进程导入",
            days_off=[],
            make_up_days=[],
        )

        assert current_calendar().version == "2026.1"
        monkeypatch.setattr("workdays.calendar.CHECK_EVERY_SECONDS", -1)
        assert current_calendar().version == "2027.1"


def test_an_unknown_version_is_told(database):
    with in_public(), pytest.raises(UnknownCalendar):
        calendar_of("1949.1")


def test_an_empty_table_is_told(own_database):
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM workdays_calendaryear")
        with pytest.raises(UnknownCalendar):
            current_calendar()
