"""Due times worked out by hand, event by event."""

from dataclasses import replace

import pytest

from clocks.events import LedgerBroken
from clocks.ledger import due_of, history
from clocks.limits import Unit, clock_hours, until_given_time, working_days, working_hours
from tests.clocks.ledgers import (
    calendar_of,
    due,
    extend,
    ledger,
    pause,
    rebase,
    recalendar,
    resume,
    rework,
    start,
    stop,
)
from tests.workdays.calendars import WITH_2027, local

TEN_DAYS = working_days(10)


@pytest.mark.parametrize(
    ("at", "limit", "expected"),
    [
        ("2026-11-23 10:00", TEN_DAYS, "2026-12-07 17:30"),
        ("2026-11-27 17:29", working_hours(2), "2026-11-30 10:29"),
        ("2026-11-27 17:29", working_days(1), "2026-11-30 17:30"),
        ("2026-09-30 11:30", working_days(5), "2026-10-13 17:30"),
        ("2026-10-01 23:00", clock_hours(24), "2026-10-02 23:00"),
    ],
)
def test_runs_from_dispatch(at, limit, expected):
    stands = due(start(at, limit))

    assert (stands.at, stands.running, stands.provisional) == (local(expected), True, False)
    assert (stands.limit, stands.counted_from) == (limit, local(at))


def test_ends_within_the_givers_limit():
    capped = due(start("2026-11-23 10:00", TEN_DAYS, within="2026-11-30 15:37"))
    roomy = due(start("2026-11-23 10:00", TEN_DAYS, within="2026-12-30 17:30"))

    assert (capped.at, roomy.at) == (local("2026-11-30 15:37"), local("2026-12-07 17:30"))


def test_a_time_given_by_hand_is_kept_to_the_minute():
    stands = due(
        start("2026-11-23 10:00", until_given_time(Unit.WORKING_DAY), within="2027-01-02 20:00")
    )

    assert (stands.at, stands.provisional) == (local("2027-01-02 20:00"), False)


def test_pause_keeps_what_was_left_of_working_time():
    # One working day from Monday 10:00 is Tuesday 17:30. At the pause (Tuesday 11:00) one hour of
    # the morning and three of the afternoon are left; they start again on Friday at 14:00.
    paused = due(start("2026-11-23 10:00", working_days(1)), pause("2026-11-24 11:00"))
    resumed = due(
        start("2026-11-23 10:00", working_days(1)),
        pause("2026-11-24 11:00"),
        resume("2026-11-27 14:00"),
    )

    assert (paused.at, paused.running) == (local("2026-11-24 17:30"), False)
    assert (resumed.at, resumed.running) == (local("2026-11-30 09:30"), True)


def test_pause_over_spring_festival():
    # Due Wednesday 25 February. Paused on Friday the 13th at close of work: the made-up Saturday,
    # the 24th and the 25th are left, and run from Thursday 26 (Saturday 28 is made up).
    stands = due(
        start("2026-02-13 09:00", working_days(3)),
        pause("2026-02-13 17:30"),
        resume("2026-02-26 08:30"),
    )

    assert stands.at == local("2026-02-28 17:30")


def test_pause_outside_office_hours_takes_nothing():
    events = [start("2026-11-23 10:00", TEN_DAYS), pause("2026-11-27 17:45")]

    assert due(*events, resume("2026-11-30 08:00")).at == local("2026-12-07 17:30")


def test_around_the_clock_a_pause_takes_nights_too():
    stands = due(
        start("2026-11-27 20:00", clock_hours(24)),
        pause("2026-11-27 22:00"),
        resume("2026-11-28 01:30"),
    )

    assert stands.at == local("2026-11-28 23:30")


def test_pause_after_expiry_mends_nothing():
    stands = due(
        start("2026-11-23 10:00", working_days(1)),
        pause("2026-11-25 09:00"),
        resume("2026-12-01 09:00"),
        stop("2026-12-01 10:00"),
    )

    assert (stands.at, stands.on_time) == (local("2026-11-24 17:30"), False)


def test_resumed_within_what_the_giver_has_left():
    stands = due(
        start("2026-11-23 10:00", TEN_DAYS),
        pause("2026-11-24 09:00"),
        resume("2026-12-04 09:00", within="2026-12-09 12:00"),
    )

    assert stands.at == local("2026-12-09 12:00")


def test_extension_counts_from_the_due_time():
    events = [start("2026-11-23 10:00", working_days(5))]  # Monday 30 November

    assert due(*events, extend("2026-11-30 17:29", working_days(5))).at == local("2026-12-07 17:30")
    assert due(
        *events, extend("2026-11-30 17:29", working_days(5), within="2026-12-03 12:00")
    ).at == local("2026-12-03 12:00")
    assert due(
        *events,
        extend("2026-11-30 17:29", until_given_time(Unit.WORKING_DAY), within="2026-12-02 12:00"),
    ).at == local("2026-12-02 12:00")


def test_extension_never_shortens():
    events = [start("2026-11-23 10:00", working_days(5))]

    assert due(
        *events, extend("2026-11-25 10:00", working_days(5), within="2026-11-27 12:00")
    ).at == local("2026-11-30 17:30")


def test_extension_granted_on_pause_counts_after_it():
    stands = due(
        start("2026-11-23 10:00", working_days(1)),
        pause("2026-11-24 08:30"),
        extend("2026-11-24 09:00", working_days(2)),
        resume("2026-12-01 08:30"),
    )

    assert stands.at == local("2026-12-03 17:30")  # three whole days were left


def test_rebase_counts_from_the_same_beginning_and_keeps_pauses():
    # 5 days from Monday 23; a pause of two whole days; then it turns out to be a complaint.
    stands = due(
        start("2026-11-23 10:00", working_days(5)),
        pause("2026-11-24 08:30"),
        resume("2026-11-26 08:30"),
        rebase("2026-11-27 10:00", TEN_DAYS),
    )

    assert stands.at == local("2026-12-09 17:30")  # 7 December and the two days
    assert stands.counted_from == local("2026-11-23 10:00")


def test_rebase_that_would_be_past_counts_from_now_but_not_beyond_the_old():
    events = [start("2026-11-23 10:00", working_days(5))]  # Monday 30 November

    assert due(*events, rebase("2026-11-26 10:00", working_days(1))).at == local("2026-11-27 17:30")
    assert due(*events, rebase("2026-11-27 20:00", clock_hours(2))).at == local("2026-11-27 22:00")
    assert due(*events, rebase("2026-11-30 16:00", working_days(4))).at == local("2026-11-30 17:30")


def test_rebase_on_pause_resumes_with_what_the_new_limit_leaves():
    stands = due(
        start("2026-11-23 10:00", working_days(5)),
        pause("2026-11-24 08:30"),
        rebase("2026-11-25 10:00", working_days(3)),  # until Thursday 26: three days left
        resume("2026-12-01 08:30"),
    )

    assert stands.at == local("2026-12-03 17:30")


def test_rebase_after_expiry_changes_nothing():
    stands = due(start("2026-11-23 10:00", working_days(1)), rebase("2026-11-25 08:30", TEN_DAYS))

    assert stands.at == local("2026-11-24 17:30")


def test_rework_is_a_new_limit_and_the_first_verdict_stays():
    stages = list(
        history(
            ledger(
                start("2026-11-23 10:00", TEN_DAYS),
                stop("2026-12-07 17:30"),
                rework("2026-12-08 09:00", working_days(5)),
                stop("2026-12-16 09:00"),
            ),
            calendar_of,
        )
    )

    assert [stage.on_time for stage in stages] == [None, True, None, False]
    assert stages[2].at == local("2026-12-15 17:30")
    assert (stages[2].running, stages[2].stopped_at) == (True, None)


def test_stopped_on_pause_is_judged_by_the_pause():
    stands = due(
        start("2026-11-23 10:00", working_days(1)),
        pause("2026-11-24 11:00"),
        stop("2026-12-24 11:00"),
    )

    assert (stands.running, stands.on_time) == (False, True)


def test_year_end_is_provisional_then_settled_by_the_notice():
    begun = start("2026-12-30 10:00", working_days(5))

    provisional = due(begun)
    settled = due(begun, recalendar("2026-12-31 16:00", calendar=WITH_2027))

    assert (provisional.at, provisional.provisional) == (local("2027-01-06 17:30"), True)
    assert (settled.at, settled.provisional) == (local("2027-01-08 17:30"), False)


def test_a_24_hour_clock_is_never_provisional():
    assert not due(start("2026-12-31 10:00", clock_hours(24))).provisional


def test_new_calendar_takes_the_new_limit_of_the_giver():
    begun = start("2026-12-30 10:00", working_days(5), within="2027-01-05 12:00")

    kept = due(begun, recalendar("2026-12-31 16:00", calendar=WITH_2027))
    renewed = due(
        begun, recalendar("2026-12-31 16:00", calendar=WITH_2027, within="2027-01-07 12:00")
    )

    assert (kept.at, renewed.at) == (local("2027-01-05 12:00"), local("2027-01-07 12:00"))


def test_new_calendar_moves_no_due_time_that_has_passed():
    begun = start("2026-12-30 10:00", working_days(2))

    late = due(begun, recalendar("2027-01-02 09:00", calendar=WITH_2027))

    assert (late.at, late.provisional) == (local("2027-01-01 17:30"), True)


def test_new_calendar_counts_pauses_by_it_too():
    # Paused over 4 January, which the notice makes a day off: the pause took one day less.
    events = [
        start("2026-12-30 10:00", working_days(5)),
        pause("2027-01-04 08:00"),
        resume("2027-01-05 08:00"),
    ]

    assert due(*events).at == local("2027-01-07 17:30")
    assert due(*events, recalendar("2027-01-05 09:00", calendar=WITH_2027)).at == local(
        "2027-01-08 17:30"
    )


def test_new_calendar_never_makes_late_what_was_not():
    # Due on Monday the 11th; the notice, known only then, makes up Saturday the 9th.
    begun = start("2027-01-08 10:00", working_days(1))

    stands = due(begun, recalendar("2027-01-11 10:00", calendar=WITH_2027))

    assert (stands.at, stands.provisional) == (local("2027-01-11 17:30"), False)


def test_the_givers_new_limit_replaces_every_cap_before():
    stands = due(
        start("2026-12-28 10:00", TEN_DAYS, within="2027-01-04 12:00"),
        pause("2026-12-29 08:30"),
        resume("2026-12-30 08:30", within="2027-01-05 12:00"),
        recalendar("2026-12-31 16:00", calendar=WITH_2027, within="2027-01-20 12:00"),
    )

    assert stands.at == local("2027-01-13 17:30")  # ten days are the 12th; one was paused


def test_what_was_left_counts_by_the_calendar_it_was_given_by():
    # Five days were left by the old calendar. By the new one they end on the made-up Saturday.
    stands = due(
        start("2026-12-30 10:00", working_days(5)),
        pause("2026-12-31 08:00"),
        resume("2026-12-31 11:00", calendar=WITH_2027),
    )

    assert stands.at == local("2027-01-09 11:00")


def test_on_pause_no_due_time_passes():
    stands = due(
        start("2026-11-23 10:00", working_days(5)),
        pause("2026-11-24 08:30"),
        rebase("2026-12-10 10:00", TEN_DAYS),  # the old due time, 30 November, had not come
        resume("2026-12-11 08:30"),
    )

    assert stands.at == local("2026-12-24 17:30")


@pytest.mark.parametrize(
    "events",
    [
        [],
        [pause("2026-11-23 10:00")],
        [start("2026-11-23 10:00", until_given_time(Unit.HOUR))],
        [start("2026-11-23 10:00")],
        [start("2026-11-23 10:00", TEN_DAYS), start("2026-11-23 11:00", TEN_DAYS)],
        [start("2026-11-23 10:00", TEN_DAYS), resume("2026-11-23 11:00")],
        [start("2026-11-23 10:00", TEN_DAYS), stop("2026-11-22 11:00")],
        [start("2026-11-23 10:00", TEN_DAYS), extend("2026-11-23 11:00")],
        [
            start("2026-11-23 10:00", TEN_DAYS),
            pause("2026-11-23 11:00"),
            pause("2026-11-23 12:00"),
        ],
        *(
            [start("2026-11-23 10:00", TEN_DAYS), stop("2026-11-23 11:00"), late]
            for late in (
                stop("2026-11-23 12:00"),
                pause("2026-11-23 12:00"),
                extend("2026-11-23 12:00", TEN_DAYS),
                rebase("2026-11-23 12:00", TEN_DAYS),
                recalendar("2026-11-23 12:00"),
            )
        ),
    ],
)
def test_a_broken_ledger_is_told(events):
    with pytest.raises(LedgerBroken):
        due(*events)


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_missing_event_is_told(lost):
    events = ledger(
        start("2026-11-23 10:00", TEN_DAYS),
        pause("2026-11-24 10:00"),
        resume("2026-11-25 10:00"),
        stop("2026-11-26 10:00"),
    )

    with pytest.raises(LedgerBroken):
        due_of([entry for position, entry in enumerate(events) if position != lost], calendar_of)
    with pytest.raises(LedgerBroken):
        due_of([replace(events[0], seq=2)], calendar_of)
