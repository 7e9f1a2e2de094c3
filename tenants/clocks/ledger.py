"""The clock ledger: a due time is a pure function of its events and the calendar (docs/limits.md).

What has been given stays given: an event carries its limit and the version of the calendar it was
reckoned by, so neither a new policy nor a new calendar moves a due time. Only an event does, and
of those only an extension or a rework moves one that has passed.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from clocks.events import Due, Event, EventKind, LedgerBroken
from clocks.laying import Basis, Laid, Move, capped, lay, moved
from clocks.limits import Limit
from workdays.arithmetic import WorkCalendar

CalendarOf = Callable[[str], WorkCalendar]


def due_of(events: Iterable[Event], calendar_of: CalendarOf) -> Due:
    """Fold the events of one clock into where it stands."""
    stages = deque(history(events, calendar_of), maxlen=1)
    if not stages:
        raise LedgerBroken("a clock without events")
    return stages.pop()


def history(events: Iterable[Event], calendar_of: CalendarOf) -> Iterator[Due]:
    """Where the clock stood after each of its events."""
    state: _State | None = None
    for seq, event in enumerate(events, start=1):
        if event.seq != seq:
            raise LedgerBroken(f"event {seq} is missing: found {event.seq}")
        state = _next(state, event, calendar_of(event.calendar_version))
        yield _due(state)


@dataclass(frozen=True)
class _State:
    basis: Basis
    moves: tuple[Move, ...]
    laid: Laid
    last_at: datetime
    stopped_at: datetime | None = None


def _next(state: _State | None, event: Event, calendar: WorkCalendar) -> _State:
    if state is None:
        if event.kind is not EventKind.START:
            raise LedgerBroken(f"the ledger begins with {event.kind}")
        return _begun(event, calendar)
    _check_order(state, event)
    if event.kind is EventKind.REWORK:
        return _begun(event, calendar)
    state = replace(state, last_at=event.at)
    if event.kind is EventKind.STOP:
        return replace(state, stopped_at=event.at)
    if event.kind is EventKind.REBASE:
        return _rebased(state, event, calendar)
    if event.kind is EventKind.RECALENDAR:
        return _recalendared(state, event, calendar)
    return _with_move(state, _move_of(event, calendar))


def _check_order(state: _State, event: Event) -> None:
    paused, stopped = state.laid.paused_at is not None, state.stopped_at is not None
    kind = event.kind
    if event.at < state.last_at:
        raise LedgerBroken(f"event {event.seq} is earlier than the one before it")
    if kind is EventKind.START:
        raise LedgerBroken(f"event {event.seq} starts a running clock")
    if stopped and kind is not EventKind.REWORK:
        raise LedgerBroken(f"event {event.seq}: {kind} after the clock had stopped")
    if (paused and kind is EventKind.PAUSE) or (not paused and kind is EventKind.RESUME):
        raise LedgerBroken(f"event {event.seq}: {kind} of a clock that is so already")


def _limit_of(event: Event) -> Limit:
    if event.limit_unit is None:
        raise LedgerBroken(f"event {event.seq}: {event.kind} without a unit")
    return Limit(event.limit_value, event.limit_unit, event.policy_version)


def _move_of(event: Event, calendar: WorkCalendar) -> Move:
    limit = _limit_of(event) if event.limit_unit is not None else None
    return Move(event.kind, event.at, limit, event.within, calendar)


def _begun(event: Event, calendar: WorkCalendar) -> _State:
    basis = Basis(event.at, _limit_of(event), event.within, calendar)
    return _State(basis, (), lay(basis, ()), event.at)


def _with_move(state: _State, move: Move) -> _State:
    laid = moved(state.laid, move, state.basis.limit.unit)
    return replace(state, moves=(*state.moves, move), laid=laid)


def _relaid(state: _State, event: Event, calendar: WorkCalendar, limit: Limit) -> _State:
    """Count again from the same beginning, pauses and extensions included.

    A `within` on the event stands for all the caps before it.
    """
    fresh = event.within is not None
    given_time = state.basis.within if limit.value is None or not fresh else None
    basis = replace(state.basis, limit=limit, calendar=calendar, within=given_time)
    moves = tuple(
        replace(move, calendar=calendar, within=None if fresh and move.is_capped else move.within)
        for move in state.moves
    )
    if fresh:
        moves += (Move(event.kind, event.at, None, event.within, calendar),)
    return replace(state, basis=basis, moves=moves, laid=lay(basis, moves))


def _reference(state: _State, event: Event) -> datetime:
    """The moment that decides whether a due time has passed; on pause time stands still."""
    return state.laid.paused_at or event.at


def _rebased(state: _State, event: Event, calendar: WorkCalendar) -> _State:
    """Another limit for the same work (kind or urgency changed), from the same beginning.

    If that would have passed already, the new limit counts from now, but not beyond the old one.
    """
    reference = _reference(state, event)
    if state.laid.due <= reference:
        return state
    limit = _limit_of(event)
    if limit.value is not None:
        relaid = _relaid(state, event, calendar, limit)
        if relaid.laid.due > reference:
            return relaid
        within: datetime | None = capped(state.laid.due, event.within)
    else:
        within = event.within
    basis = Basis(reference, limit, within, calendar)
    moves: tuple[Move, ...] = ()
    if state.laid.paused_at is not None:
        moves = (Move(EventKind.PAUSE, reference, None, None, calendar),)
    return replace(state, basis=basis, moves=moves, laid=lay(basis, moves))


def _recalendared(state: _State, event: Event, calendar: WorkCalendar) -> _State:
    """The same limit by another calendar. It never makes a clock late that was not."""
    reference = _reference(state, event)
    if state.laid.due <= reference:
        return state
    relaid = _relaid(state, event, calendar, state.basis.limit)
    if relaid.laid.due > reference:
        return relaid
    return replace(state, laid=replace(state.laid, calendar=calendar))


def _due(state: _State) -> Due:
    laid, basis = state.laid, state.basis
    reckoned = basis.limit.value is not None or bool(state.moves)
    return Due(
        at=laid.due,
        provisional=(
            reckoned
            and not basis.limit.unit.around_the_clock
            and laid.calendar.is_provisional(laid.due)
        ),
        running=laid.paused_at is None and state.stopped_at is None,
        paused_at=laid.paused_at,
        stopped_at=state.stopped_at,
        limit=basis.limit,
        counted_from=basis.at,
    )
