"""Writing ledgers briefly: `ledger(start(...), pause(...))`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clocks.events import Due, Event, EventKind
from clocks.ledger import due_of
from clocks.limits import Limit
from tests.workdays.calendars import REAL, WITH_2027, local
from workdays.arithmetic import WorkCalendar

CALENDARS = {calendar.version: calendar for calendar in (REAL, WITH_2027)}


def calendar_of(version: str) -> WorkCalendar:
    return CALENDARS[version]


def event(
    kind: EventKind,
    at: datetime | str,
    limit: Limit | None = None,
    *,
    within: datetime | str | None = None,
    calendar: WorkCalendar = REAL,
) -> Event:
    return Event(
        seq=0,
        kind=kind,
        at=local(at) if isinstance(at, str) else at,
        calendar_version=calendar.version,
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit if limit else None,
        within=local(within) if isinstance(within, str) else within,
    )


def _named(kind: EventKind) -> Callable[..., Event]:
    return lambda at, *limit, **rest: event(kind, at, *limit, **rest)


start, pause, resume, extend, rebase, rework, stop, recalendar = map(_named, EventKind)


def ledger(*events: Event) -> list[Event]:
    return [replace(entry, seq=seq) for seq, entry in enumerate(events, start=1)]


def due(*events: Event) -> Due:
    return due_of(ledger(*events), calendar_of)
