from enum import StrEnum


class WorkdaysError(StrEnum):
    """Codes of refusals when a year's notice is imported."""

    CALENDAR_YEAR_NOT_NEXT = "CALENDAR_YEAR_NOT_NEXT"
    CALENDAR_DAY_OUTSIDE_YEAR = "CALENDAR_DAY_OUTSIDE_YEAR"
    CALENDAR_DAY_MISPLACED = "CALENDAR_DAY_MISPLACED"
    CALENDAR_UNCHANGED = "CALENDAR_UNCHANGED"


class UnknownCalendar(Exception):
    """No such version, or no calendar at all: the database has not been set up."""
