"""Who is on duty when, from the shifts of a unit. Pure: rows come in, intervals go out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from kernel.clock import LOCAL

DAY = timedelta(days=1)


class Shift(Protocol):
    """What the arithmetic reads of a shift."""

    user_id: UUID
    weekday: int | None
    day: date | None
    starts: time
    ends: time
    order: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Turn:
    """One person's duty from one moment to another (not included)."""

    start: datetime
    end: datetime
    order: int
    user_id: UUID


def turns_on(shifts: Sequence[Shift], day: date) -> list[Turn]:
    """The duties that begin on a day: the dated ones if there are any, else the weekly ones."""
    chosen = [shift for shift in shifts if shift.day == day]
    if not chosen:
        chosen = [shift for shift in shifts if _is_weekly_on(shift, day)]
    return [_turn(shift, day) for shift in chosen]


def on_duty_at(shifts: Sequence[Shift], at: datetime) -> list[Turn]:
    """Who is on duty at a moment, in the order in which they are called, each person once."""
    today = at.astimezone(LOCAL).date()
    turns = [*turns_on(shifts, today - DAY), *turns_on(shifts, today)]
    now_on = sorted(
        (turn for turn in turns if turn.start <= at < turn.end),
        key=lambda turn: (turn.order, turn.start, turn.user_id),
    )
    first: dict[UUID, Turn] = {}
    for turn in now_on:
        first.setdefault(turn.user_id, turn)
    return list(first.values())


def gaps_between(
    shifts: Sequence[Shift], start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    """The times between two moments at which nobody is on duty."""
    gaps = []
    covered = start
    for begins, ends in sorted(_spans(shifts, start, end)):
        if begins > covered:
            gaps.append((covered, begins))
        covered = max(covered, ends)
    if covered < end:
        gaps.append((covered, end))
    return gaps


def _spans(
    shifts: Sequence[Shift], start: datetime, end: datetime
) -> Iterable[tuple[datetime, datetime]]:
    day = start.astimezone(LOCAL).date() - DAY
    while day <= end.astimezone(LOCAL).date():
        for turn in turns_on(shifts, day):
            if turn.end > start and turn.start < end:
                yield max(turn.start, start), min(turn.end, end)
        day += DAY


def _is_weekly_on(shift: Shift, day: date) -> bool:
    return (
        shift.weekday == day.weekday()
        and shift.valid_from <= day
        and (shift.valid_to is None or day < shift.valid_to)
    )


def _turn(shift: Shift, day: date) -> Turn:
    start = datetime.combine(day, shift.starts, LOCAL)
    last = day if shift.ends > shift.starts else day + DAY
    return Turn(start, datetime.combine(last, shift.ends, LOCAL), shift.order, shift.user_id)
