"""A limit begins to run: one event, and a clock that shows what it comes to."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.db.transaction import TransactionManagementError

from clocks.defaults import Purpose
from clocks.limits import Unit, until_given_time, working_days
from clocks.models import Clock, ClockEvent
from clocks.nesting import Within
from clocks.selectors import clock_of, events_of, replay
from clocks.services.running import start_clock
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tenancy.errors import ForeignRow
from tests.clocks.conftest import CASE_VERSION
from tests.workdays.calendars import local


def test_shows_the_due_time_and_keeps_the_event(started, chibi):
    given = Within(local("2026-12-01 12:00"), beyond=True)
    clock = started(working_days(10), within=given)

    with in_workspace(chibi):
        kept = Clock.objects.get(pk=clock.pk)
        [event] = events_of(kept)
    assert (kept.due_at, kept.provisional) == (local("2026-12-01 12:00"), False)
    assert (kept.started_at, kept.limit_value, kept.limit_unit, kept.last_seq) == (
        local("2026-11-23 10:00"),
        Decimal(10),
        Unit.WORKING_DAY,
        1,
    )
    assert (event.seq, event.kind, event.within, event.beyond) == (1, "start", given.at, True)
    assert (event.calendar_version, event.case_version) == ("2026.1", CASE_VERSION)


def test_ledger_replayed_gives_what_is_stored(started, chibi):
    clock = started(until_given_time(Unit.HOUR), within=Within(local("2026-11-24 03:00")))

    with in_workspace(chibi):
        stands = replay(Clock.objects.get(pk=clock.pk))
    assert (stands.at, stands.running) == (clock.due_at, True)


def test_past_the_last_notice_is_provisional(started):
    assert started(working_days(5), at="2026-12-30 10:00").provisional


def test_one_clock_runs_for_a_purpose(writing, started, chibi):
    clock = started()
    again = {"ticket_id": clock.ticket_id, "limit": working_days(1), "at": clock.started_at}

    with pytest.raises(IntegrityError), writing():
        start_clock(**again, purpose=Purpose.HANDLE, case_version=8)
    with writing():
        start_clock(**again, purpose=Purpose.SIGN, case_version=8)
        start_clock(**again, purpose=Purpose.HANDLE, case_version=8, assignment_id=uuid7())

    with in_workspace(chibi):
        assert Clock.objects.count() == 3
        assert clock_of(ticket_id=clock.ticket_id, purpose=Purpose.HANDLE) == clock
        assert clock_of(ticket_id=clock.ticket_id, purpose=Purpose.REVIEW) is None


def test_is_part_of_a_command_or_nothing(chibi):
    with in_workspace(chibi):
        with pytest.raises(TransactionManagementError):
            start_clock(
                ticket_id=uuid7(),
                purpose=Purpose.HANDLE,
                limit=working_days(1),
                at=local("2026-11-23 10:00"),
                case_version=1,
            )
        assert not Clock.objects.exists()


def test_stays_in_its_workspace(started, city):
    clock = started()

    with in_workspace(city.ref("xianan")):
        assert not Clock.objects.exists()
        assert not ClockEvent.objects.exists()
        with pytest.raises(ForeignRow):
            clock.save(update_fields=["due_at"])


def test_costs_two_statements(writing, started, django_assert_num_queries):
    started()  # the calendar is known to the process from here on
    with writing(), django_assert_num_queries(2):
        start_clock(
            ticket_id=uuid7(),
            purpose=Purpose.HANDLE,
            limit=working_days(10),
            at=local("2026-11-23 10:00"),
            case_version=1,
        )
