"""Who is on duty when: pure arithmetic over shifts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from duties.roster import gaps_between, on_duty_at, turns_on
from kernel.clock import LOCAL

ANNA, BO, CHEN = (UUID(int=number) for number in (1, 2, 3))
MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Row:
    user_id: UUID
    starts: time
    ends: time
    weekday: int | None = None
    day: date | None = None
    order: int = 1
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None


def _at(hour, minute=0, day=MONDAY):
    return datetime.combine(day, time(hour, minute), LOCAL)


def _on(rows, at):
    return [turn.user_id for turn in on_duty_at(rows, at)]


def test_in_the_order_in_which_they_are_called():
    rows = [
        Row(BO, time(8), time(18), weekday=0, order=2),
        Row(ANNA, time(8), time(18), weekday=0, order=1),
        Row(CHEN, time(8), time(18), weekday=1, order=1),
    ]

    assert _on(rows, _at(12)) == [ANNA, BO]
    assert _on(rows, _at(8)) == [ANNA, BO]
    assert _on(rows, _at(7, 59)) == []
    assert _on(rows, _at(18)) == []


def test_a_night_runs_into_the_next_day():
    rows = [Row(ANNA, time(18), time(8), weekday=0), Row(BO, time(8), time(8), weekday=2)]

    assert _on(rows, _at(23)) == [ANNA]
    assert _on(rows, _at(3, day=MONDAY + timedelta(days=1))) == [ANNA]
    assert _on(rows, _at(8, day=MONDAY + timedelta(days=1))) == []
    assert _on(rows, _at(7, 59, day=MONDAY + timedelta(days=3))) == [BO]


def test_a_date_stands_in_the_place_of_its_weekday():
    rows = [
        Row(ANNA, time(8), time(18), weekday=0),
        Row(BO, time(10), time(12), day=MONDAY),
    ]

    assert _on(rows, _at(11)) == [BO]
    assert _on(rows, _at(9)) == []
    assert _on(rows, _at(9, day=MONDAY + timedelta(days=7))) == [ANNA]


def test_a_weekly_shift_holds_while_it_is_valid():
    rows = [Row(ANNA, time(8), time(18), weekday=0, valid_from=MONDAY, valid_to=MONDAY)]
    later = [Row(ANNA, time(8), time(18), weekday=0, valid_from=MONDAY + timedelta(days=1))]

    assert _on(rows, _at(9)) == []
    assert _on(later, _at(9)) == []
    assert _on(later, _at(9, day=MONDAY + timedelta(days=7))) == [ANNA]


def test_nobody_is_called_twice():
    rows = [
        Row(ANNA, time(8), time(18), weekday=0, order=1),
        Row(ANNA, time(9), time(12), weekday=0, order=2),
        Row(BO, time(9), time(12), weekday=0, order=3),
    ]
    assert _on(rows, _at(10)) == [ANNA, BO]


def test_gaps():
    rows = [Row(ANNA, time(8), time(12), weekday=0), Row(BO, time(14), time(18), weekday=0)]

    assert gaps_between(rows, _at(7), _at(20)) == [
        (_at(7), _at(8)),
        (_at(12), _at(14)),
        (_at(18), _at(20)),
    ]
    assert gaps_between(rows, _at(9), _at(11)) == []
    assert gaps_between([], _at(9), _at(11)) == [(_at(9), _at(11))]


HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from([ANNA, BO, CHEN]),
        HOURS,
        HOURS,
        weekday=st.integers(0, 6),
        order=st.integers(1, 3),
    )
    | st.builds(
        Row,
        st.sampled_from([ANNA, BO, CHEN]),
        HOURS,
        HOURS,
        day=st.dates(MONDAY, MONDAY + timedelta(days=9)),
    ),
    max_size=12,
)


@given(rows=ROWS, quarter=st.integers(0, 7 * 48))
def test_a_moment_is_in_a_gap_exactly_if_nobody_is_on_duty(rows, quarter):
    start, end = _at(0), _at(0, day=MONDAY + timedelta(days=8))
    at = start + timedelta(minutes=30 * quarter)
    in_a_gap = any(begins <= at < ends for begins, ends in gaps_between(rows, start, end))

    assert in_a_gap == (on_duty_at(rows, at) == [])


@given(rows=ROWS)
def test_gaps_are_apart_and_in_order(rows):
    start, end = _at(5), _at(5, day=MONDAY + timedelta(days=8))
    edges = [edge for gap in gaps_between(rows, start, end) for edge in gap]

    assert edges == sorted(set(edges))
    assert all(start <= edge <= end for edge in edges)


@given(rows=ROWS, days=st.integers(0, 9))
def test_every_turn_begins_on_its_day_and_ends_within_a_day(rows, days):
    day = MONDAY + timedelta(days=days)
    for turn in turns_on(rows, day):
        assert turn.start.date() == day
        assert timedelta(0) < turn.end - turn.start <= timedelta(days=1)


def test_people_are_told_apart_by_id():
    one, other = uuid4(), uuid4()
    rows = [
        Row(other, time(8), time(18), weekday=0),
        Row(one, time(8), time(18), weekday=0),
    ]
    assert set(_on(rows, _at(9))) == {one, other}
