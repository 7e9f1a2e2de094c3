"""The published years as the package `chinesecalendar` knows them. Pure.

The package raises beyond its last year; the public table, seeded from here, is what counts.
"""

import chinese_calendar

from workdays.arithmetic import YearTable

SOURCE = f"chinesecalendar {chinese_calendar.__version__}"


def package_years() -> range:
    """The years the package has notices for."""
    years = {day.year for day in chinese_calendar.holidays}
    return range(min(years), max(years) + 1)


def table_from_package(year: int) -> YearTable:
    """One year's exceptions; days the rule of Monday to Friday already gives are left out."""
    return YearTable(
        year=year,
        days_off=frozenset(
            day for day in chinese_calendar.holidays if day.year == year and day.weekday() < 5
        ),
        make_up_days=frozenset(
            day for day in chinese_calendar.workdays if day.year == year and day.weekday() >= 5
        ),
    )
