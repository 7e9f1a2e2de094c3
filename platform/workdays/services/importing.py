"""Taking in a year's notice. By the owner: the calendar is nobody's to change in daily work."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max

from kernel.errors import DomainError
from kernel.text import clean_line
from workdays.calendar import forget_calendars
from workdays.errors import WorkdaysError
from workdays.models import CalendarYear

WEEKEND = 5


def import_year(
    *,
    year: int,
    days_off: Collection[date],
    make_up_days: Collection[date],
    source: str,
    published_on: date | None = None,
) -> CalendarYear:
    """Add a year's notice, or a correction of one; it becomes the calendar in force.

    Saturdays and Sundays need no mention among `days_off`; the days may lie in the December
    before. Clocks that run are not touched: they get `recalendar` events of their own.
    """
    source = clean_line(source, field="source", limit=100)
    off = sorted(day for day in set(days_off) if day.weekday() < WEEKEND)
    made_up = sorted(set(make_up_days))
    _check_days(year, [*off, *made_up])
    _check_make_up(made_up, days_off)
    with transaction.atomic():
        return _add(year, off, made_up, source, published_on)


def _check_days(year: int, days: list[date]) -> None:
    for day in days:
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise DomainError(
                WorkdaysError.CALENDAR_DAY_OUTSIDE_YEAR,
                f"{day} 不在 {year} 年度内",
                field="days",
            )


def _check_make_up(made_up: list[date], days_off: Collection[date]) -> None:
    for day in made_up:
        if day.weekday() < WEEKEND or day in days_off:
            raise DomainError(
                WorkdaysError.CALENDAR_DAY_MISPLACED,
                f"{day} 不能调为上班：不是周末，或同时列为放假",
                field="makeUpDays",
            )


def _add(
    year: int, off: list[date], made_up: list[date], source: str, published_on: date | None
) -> CalendarYear:
    known = CalendarYear.objects.aggregate(seq=Max("seq"), last=Max("year"))
    earlier = CalendarYear.objects.filter(year=year).order_by("-revision").first()
    if earlier is None and known["last"] is not None and year != known["last"] + 1:
        raise DomainError(
            WorkdaysError.CALENDAR_YEAR_NOT_NEXT,
            f"现有日历到 {known['last']} 年，请先导入 {known['last'] + 1} 年",
            field="year",
        )
    entry = CalendarYear(
        seq=(known["seq"] or 0) + 1,
        year=year,
        revision=earlier.revision + 1 if earlier else 1,
        source=source,
        published_on=published_on,
        days_off=[day.isoformat() for day in off],
        make_up_days=[day.isoformat() for day in made_up],
    )
    entry.version = f"{year}.{entry.revision}"
    if earlier is not None and earlier.table() == entry.table():
        raise DomainError(
            WorkdaysError.CALENDAR_UNCHANGED, f"与现行 {earlier.version} 版一致，无需再次导入"
        )
    entry.save(force_insert=True)
    transaction.on_commit(forget_calendars)
    return entry
