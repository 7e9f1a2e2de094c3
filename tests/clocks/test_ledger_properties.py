"""No sequence of events loses or gains time, or moves a due time that has passed."""

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from clocks.events import Event, EventKind
from clocks.ledger import due_of, history
from clocks.limits import Unit, clock_hours, time_between, working_days, working_hours
from clocks.nesting import nested_due
from kernel.clock import LOCAL
from tests.clocks.ledgers import (
    CALENDARS,
    calendar_of,
    due,
    event,
    extend,
    ledger,
    pause,
    recalendar,
    resume,
    start,
)
from tests.workdays.calendars import REAL, WITH_2027

moments = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001 - given its zone below
    max_value=datetime(2027, 3, 1),  # noqa: DTZ001
    timezones=st.just(LOCAL),
)
limits = st.one_of(
    st.builds(working_days, st.integers(1, 20)),
    st.builds(working_hours, st.integers(1, 80)),
    st.builds(clock_hours, st.integers(1, 200)),
)
gaps = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9))
versions = st.sampled_from(sorted(CALENDARS))


@given(moments, limits, st.lists(st.tuples(gaps, gaps), max_size=6))
def test_pauses_neither_lose_nor_gain_time(begin, limit, stretches):
    """What ran between the pauses is, in the end, exactly what the limit gave."""
    whole = due(start(begin, limit)).at
    events, ran, now = [start(begin, limit)], timedelta(0), begin
    for run, rest in stretches:
        paused_at, resumed_at = now + run, now + run + rest
        assume(paused_at < due(*events).at)
        ran += time_between(now, paused_at, unit=limit.unit, calendar=REAL)
        events += [pause(paused_at), resume(resumed_at)]
        now = resumed_at
    ends = due(*events).at
    ran += time_between(now, ends, unit=limit.unit, calendar=REAL)

    assert ends >= whole
    assert ran == time_between(begin, whole, unit=limit.unit, calendar=REAL)


@given(moments, limits, st.lists(gaps, max_size=5), st.none() | gaps)
def test_pauses_of_no_length_change_nothing(begin, limit, steps, cap):
    within = None if cap is None else begin + cap
    events, now = [start(begin, limit, within=within)], begin
    for step in steps:
        now += step
        events += [pause(now), resume(now)]

    assert due(*events).at == due(events[0]).at


@given(moments, limits, gaps, gaps, limits)
def test_an_extension_adds_the_same_before_and_during_a_pause(begin, limit, run, rest, more):
    assume(begin + run < due(start(begin, limit)).at)
    begun, away, back = start(begin, limit), pause(begin + run), resume(begin + run + rest)

    before = due(begun, extend(begin + run, more), away, back)
    during = due(begun, away, extend(begin + run, more), back)

    assert before.at == during.at


@given(moments, limits, gaps)
def test_the_same_calendar_again_changes_nothing(begin, limit, step):
    begun = start(begin, limit)

    assert due(begun, recalendar(begin + step)).at == due(begun).at


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Any ledger the services could write."""
    now, paused, stopped = draw(moments), False, False
    events = [start(now, draw(limits), within=draw(st.none() | gaps.map(now.__add__)))]
    for _ in range(draw(st.integers(0, 12))):
        kinds = {EventKind.EXTEND, EventKind.REBASE, EventKind.RECALENDAR, EventKind.STOP}
        kinds |= {EventKind.RESUME if paused else EventKind.PAUSE}
        kind = EventKind.REWORK if stopped else draw(st.sampled_from(sorted(kinds)))
        now += draw(gaps)
        given_limit = kind in {EventKind.EXTEND, EventKind.REBASE, EventKind.REWORK}
        caps = st.none() if kind in {EventKind.PAUSE, EventKind.STOP} else st.none() | gaps
        cap = draw(caps)
        events.append(
            event(
                kind,
                now,
                draw(limits) if given_limit else None,
                within=None if cap is None else now + cap,
                calendar=CALENDARS[draw(versions)],
            )
        )
        paused = kind is EventKind.PAUSE or (paused and kind not in _ENDS_PAUSE)
        stopped = kind is EventKind.STOP
    return ledger(*events)


_ENDS_PAUSE = {EventKind.RESUME, EventKind.REWORK}
_GIVES_ANEW = {EventKind.EXTEND, EventKind.REWORK}


@given(histories())
def test_a_due_time_that_has_passed_stays(events):
    stages = list(history(events, calendar_of))
    for before, after, entry in zip(stages, stages[1:], events[1:], strict=False):
        if before.at <= (before.paused_at or entry.at) and entry.kind not in _GIVES_ANEW:
            assert after.at == before.at


@given(histories())
def test_nothing_but_time_makes_a_clock_late(events):
    """A cap apart, no event puts the due time of a running clock into the past."""
    stages = list(history(events, calendar_of))
    for before, after, entry in zip(stages, stages[1:], events[1:], strict=False):
        if before.at > (before.paused_at or entry.at) and entry.within is None:
            assert after.at >= (before.paused_at or entry.at)


@given(histories())
def test_extensions_never_shorten(events):
    stages = list(history(events, calendar_of))
    for before, after, entry in zip(stages, stages[1:], events[1:], strict=False):
        if entry.kind is EventKind.EXTEND:
            assert after.at >= before.at


@given(histories())
def test_every_step_is_what_its_ledger_up_to_there_says(events):
    for length, stage in enumerate(history(events, calendar_of), start=1):
        assert stage == due_of(events[:length], calendar_of)


@given(moments, gaps, st.sampled_from(list(Unit)), st.sampled_from([REAL, WITH_2027]))
def test_what_is_passed_down_ends_within_the_givers(at, left, unit, calendar):
    giver_due = at + left
    passed = nested_due(giver_due=giver_due, at=at, calendar=calendar, unit=unit)

    left_over = time_between(at, giver_due, unit=unit, calendar=calendar)
    assert passed.beyond == (passed.at > giver_due)
    assert passed.beyond <= (left_over < timedelta(minutes=30))
    assert time_between(at, passed.at, unit=unit, calendar=calendar) >= timedelta(minutes=30)
