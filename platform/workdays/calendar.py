"""The calendar in force, and those of the past: read once per process, then answered from memory.

Every clock event records the version it was reckoned by. A process that learns of a new notice a
minute late therefore reckons by the old one openly, and nothing is ever inconsistent.
"""

from dataclasses import dataclass, field
from time import monotonic

from django.db.models import Max

from workdays.arithmetic import WorkCalendar, YearTable, calendar_from
from workdays.errors import UnknownCalendar
from workdays.models import CalendarYear

CHECK_EVERY_SECONDS = 60


@dataclass(frozen=True)
class _Shelf:
    """All notices known to this process, first to last, and the calendars made of them."""

    seq: int
    notices: tuple[tuple[str, YearTable], ...]
    calendars: dict[str, WorkCalendar] = field(default_factory=dict)

    def calendar(self, version: str) -> WorkCalendar | None:
        found = self.calendars.get(version)
        if found is None:
            known = [notice_version for notice_version, _ in self.notices]
            if version not in known:
                return None
            tables = (table for _, table in self.notices[: known.index(version) + 1])
            found = self.calendars[version] = calendar_from(version, tables)
        return found


_shelf: _Shelf | None = None
_checked_at = 0.0


def current_calendar() -> WorkCalendar:
    """The calendar as of the last notice. Asks the database at most once a minute."""
    global _checked_at
    shelf = _shelf
    if shelf is None or monotonic() - _checked_at > CHECK_EVERY_SECONDS:
        latest = CalendarYear.objects.aggregate(latest=Max("seq"))["latest"]
        if shelf is None or shelf.seq != latest:
            shelf = _reload()
        _checked_at = monotonic()
    version, _ = shelf.notices[-1]
    return calendar_of(version)


def calendar_of(version: str) -> WorkCalendar:
    """The calendar exactly as it stood at `version`."""
    found = _shelf.calendar(version) if _shelf else None
    found = found or _reload().calendar(version)
    if found is None:
        raise UnknownCalendar(f"no calendar {version!r}")
    return found


def forget_calendars() -> None:
    """Read the table anew at the next use (after an import in this process)."""
    global _shelf
    _shelf = None


def _reload() -> _Shelf:
    global _shelf
    rows = list(CalendarYear.objects.order_by("seq"))
    if not rows:
        raise UnknownCalendar("no calendar at all: run `manage.py setup` first")
    _shelf = _Shelf(rows[-1].seq, tuple((row.version, row.table()) for row in rows))
    return _shelf
