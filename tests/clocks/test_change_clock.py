"""Every verb on a clock appends one event and stores what the ledger then says."""

from random import Random

import pytest

from clocks.errors import ClockError
from clocks.events import EventKind
from clocks.limits import Unit, clock_hours, until_given_time, working_days, working_hours
from clocks.models import Clock
from clocks.nesting import Within
from clocks.selectors import breaches_of, events_of, replay
from clocks.services.changing import (
    extend_clock,
    pause_clock,
    rebase_clock,
    recalendar_clock,
    resume_clock,
)
from clocks.services.running import rework_clock, stop_clock
from kernel.errors import DomainError, Stale
from tenancy.context import in_workspace
from tests.workdays.calendars import REAL, local


def test_stop_keeps_the_verdict(writing, started, chibi):
    clock = started()
    with writing():
        stop_clock(clock=clock, at=local("2026-12-07 17:30"), case_version=8)

    with in_workspace(chibi):
        kept = Clock.objects.get(pk=clock.pk)
        assert kept.stopped_at == local("2026-12-07 17:30")
        assert replay(kept).on_time is True


def test_pause_and_resume_keep_what_is_left(writing, started, chibi):
    clock = started(working_days(1))
    with writing():
        pause_clock(clock=clock, at=local("2026-11-24 11:00"), case_version=8)
    assert clock.paused_at == local("2026-11-24 11:00")
    with writing():
        resume_clock(clock=clock, at=local("2026-11-27 14:00"), case_version=9)

    with in_workspace(chibi):
        kept = Clock.objects.get(pk=clock.pk)
        assert [event.case_version for event in events_of(kept)] == [7, 8, 9]
    assert (kept.due_at, kept.paused_at) == (local("2026-11-30 09:30"), None)


def test_extension_and_rebase_move_the_due_time(writing, started):
    clock = started(working_days(5))
    with writing():
        extend_clock(
            clock=clock, limit=working_days(5), at=local("2026-11-30 17:29"), case_version=8
        )
        assert clock.due_at == local("2026-12-07 17:30")
        rebase_clock(
            clock=clock, limit=working_days(6), at=local("2026-11-30 17:29"), case_version=9
        )
        assert clock.due_at == local("2026-12-08 17:30")


def test_rework_gets_half_of_the_first_limit_each_time(writing, started):
    clock = started(working_days(10))
    with writing():
        stop_clock(clock=clock, at=local("2026-12-01 09:00"), case_version=8)
        rework_clock(clock=clock, at=local("2026-12-02 09:00"), case_version=9)
        assert (clock.due_at, clock.stopped_at) == (local("2026-12-09 17:30"), None)
        stop_clock(clock=clock, at=local("2026-12-03 09:00"), case_version=10)
        bound = Within(local("2026-12-04 16:00"))
        rework_clock(clock=clock, at=local("2026-12-03 10:00"), within=bound, case_version=11)
    assert (clock.due_at, clock.limit()) == (local("2026-12-04 16:00"), working_days(5))


def test_rework_of_a_time_given_by_hand_gets_half_of_what_it_amounted_to(writing, started):
    clock = started(until_given_time(Unit.WORKING_DAY), within=Within(local("2026-11-27 17:30")))
    with writing():
        stop_clock(clock=clock, at=local("2026-11-24 09:00"), case_version=8)
        rework_clock(clock=clock, at=local("2026-11-24 10:00"), case_version=9)

    assert clock.limit() == working_days(3)


def test_events_are_never_dated_before_the_last(writing, started):
    clock = started()
    with writing():
        pause_clock(clock=clock, at=local("2026-11-23 09:59"), case_version=8)

    assert clock.paused_at == local("2026-11-23 10:00")


def test_of_two_writers_the_second_is_stale(writing, started, chibi):
    clock = started()
    with in_workspace(chibi):
        other = Clock.objects.get(pk=clock.pk)
    other.last_seq = 0

    with pytest.raises(Stale), writing():
        stop_clock(clock=other, at=local("2026-11-24 10:00"), case_version=8)

    with in_workspace(chibi):
        assert Clock.objects.get(pk=clock.pk).stopped_at is None
        assert len(events_of(clock)) == 1


@pytest.mark.parametrize(
    ("state", "verb", "code"),
    [
        ("stopped", stop_clock, ClockError.CLOCK_STOPPED),
        ("stopped", pause_clock, ClockError.CLOCK_STOPPED),
        ("stopped", resume_clock, ClockError.CLOCK_STOPPED),
        ("paused", pause_clock, ClockError.CLOCK_PAUSED),
        ("running", resume_clock, ClockError.CLOCK_RUNNING),
    ],
)
def test_refuses_what_the_clock_is_not_in(writing, started, chibi, state, verb, code):
    clock = started()
    with writing():
        if state != "running":
            into = {"stopped": stop_clock, "paused": pause_clock}[state]
            into(clock=clock, at=local("2026-11-24 10:00"), case_version=8)
    before = clock.last_seq

    with pytest.raises(DomainError) as refusal, writing():
        verb(clock=clock, at=local("2026-11-24 11:00"), case_version=9)

    assert refusal.value.code is code
    with in_workspace(chibi):
        assert len(events_of(clock)) == Clock.objects.get(pk=clock.pk).last_seq == before


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_the_replay_equals_the_stored(writing, started, chibi, seed):
    rng = Random(seed)
    limits = [working_days(1), working_days(10), working_hours(4), clock_hours(24)]
    clock = started(rng.choice(limits), at="2026-12-20 15:00")
    at = clock.started_at
    with writing():
        for version in range(8, 18):
            at += rng.randrange(5_000) * (local("2026-01-01 00:01") - local("2026-01-01 00:00"))
            _happen(rng, clock, limits, {"clock": clock, "at": at, "case_version": version})

    with in_workspace(chibi):
        kept = Clock.objects.get(pk=clock.pk)
        assert kept.last_seq == 11
        assert breaches_of(kept, events_of(kept)) == []


def _happen(rng, clock, limits, common):
    if clock.stopped_at is not None:
        rework_clock(**common)
        return
    kind = rng.choice([*EventKind])
    if kind in {EventKind.PAUSE, EventKind.RESUME}:
        (resume_clock if clock.paused_at else pause_clock)(**common)
    elif kind is EventKind.EXTEND:
        extend_clock(**common, limit=rng.choice(limits))
    elif kind is EventKind.REBASE:
        rebase_clock(**common, limit=rng.choice(limits))
    elif kind is EventKind.RECALENDAR:
        recalendar_clock(**common, calendar=REAL)
    elif kind is EventKind.REWORK:
        rework_clock(**common, within=Within(common["at"]))
    else:
        stop_clock(**common)
