"""What each level keeps back of its limit, and what it passes down."""

import pytest

from clocks.limits import Unit
from clocks.nesting import Within, keep_back, nested_due
from tests.workdays.calendars import REAL, local


@pytest.mark.parametrize(
    ("remaining", "kept"),
    [(3900, 390), (2600, 390), (2599, 390), (2400, 360), (390, 59), (200, 30), (40, 30), (-5, 30)],
)
def test_keeps_a_day_or_15_percent_but_half_an_hour_at_least(remaining, kept):
    assert keep_back(remaining) == kept


@pytest.mark.parametrize(
    ("at", "giver_due", "passed"),
    [
        # 10 working days: one whole day is kept back.
        ("2026-11-23 08:30", "2026-12-07 17:30", Within(local("2026-12-04 17:30"))),
        # Two days before National Day are 780 minutes, 117 are kept back.
        ("2026-09-29 08:30", "2026-09-30 17:30", Within(local("2026-09-30 15:33"))),
        # An hour is left: half of it.
        ("2026-11-23 16:30", "2026-11-23 17:30", Within(local("2026-11-23 17:00"))),
        # 45 minutes: the receiver's half hour comes before the giver's.
        ("2026-11-23 16:45", "2026-11-23 17:30", Within(local("2026-11-23 17:15"))),
        ("2026-11-23 17:00", "2026-11-23 17:30", Within(local("2026-11-23 17:30"))),
        # Less than half an hour, or nothing: half an hour all the same, and marked.
        ("2026-11-23 17:10", "2026-11-23 17:30", Within(local("2026-11-24 08:40"), beyond=True)),
        ("2026-11-27 17:30", "2026-11-24 17:30", Within(local("2026-11-30 09:00"), beyond=True)),
    ],
)
def test_passes_down_the_rest(at, giver_due, passed):
    assert nested_due(giver_due=local(giver_due), at=local(at), calendar=REAL) == passed


def test_around_the_clock_minutes_are_those_of_the_clock():
    passed = nested_due(
        giver_due=local("2026-10-02 22:00"),
        at=local("2026-10-01 22:00"),
        calendar=REAL,
        unit=Unit.HOUR,
    )

    assert passed == Within(local("2026-10-02 18:24"))  # 15 % of 1,440 minutes are 216


def test_one_working_day_passes_four_levels():
    # 咨询, accepted Monday 09:00, due Tuesday 17:30: 750 working minutes.
    at, due = local("2026-11-23 09:00"), local("2026-11-24 17:30")
    dues = []
    for _ in range(4):
        due = nested_due(giver_due=due, at=at, calendar=REAL).at
        dues.append(due)

    assert dues == [
        local("2026-11-24 15:37"),  # 113 kept back, 637 left
        local("2026-11-24 11:31"),  # 96, 541
        local("2026-11-24 10:09"),  # 82, 459
        local("2026-11-24 09:00"),  # 69, 390
    ]
