"""The ledger cannot be changed by the runtime, and a change by other hands is told."""

import pytest
from django.db import ProgrammingError, connection

from clocks.models import Clock, ClockEvent
from clocks.selectors import breaches_of, clocks_with_ledgers
from clocks.services.changing import pause_clock, resume_clock
from clocks.services.running import stop_clock
from tenancy.context import in_workspace
from tenancy.owner import as_owner
from tests.workdays.calendars import local


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clocks_clock SET due_at = now()",
        "DELETE FROM clocks_clock",
        "INSERT INTO clocks_clockevent SELECT * FROM clocks_clockevent",
        "UPDATE clocks_clockpolicy SET limit_value = 99",
    ],
)
def test_a_workspace_may_only_read(started, chibi, statement):
    started()

    with in_workspace(chibi), pytest.raises(ProgrammingError, match="permission denied"):
        _execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clocks_clockevent SET at = now()",
        "DELETE FROM clocks_clockevent",
        "DELETE FROM clocks_clock",
        "UPDATE clocks_clockpolicy SET limit_value = 99",
        "INSERT INTO workdays_calendaryear SELECT * FROM workdays_calendaryear",
    ],
)
def test_custody_writes_events_once(started, writing, statement):
    started()

    with pytest.raises(ProgrammingError, match="permission denied"), writing():
        _execute(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE clocks_clock SET due_at = due_at + interval '1 day'", "due_at is"),
        ("UPDATE clocks_clock SET provisional = true", "provisional is True"),
        ("UPDATE clocks_clock SET stopped_at = NULL", "stopped_at is None"),
        ("UPDATE clocks_clock SET limit_value = 11", "limit_value is 11"),
        ("UPDATE clocks_clockevent SET at = at + interval '3 day' WHERE seq = 1", "earlier than"),
        ("UPDATE clocks_clockevent SET limit_value = 3 WHERE seq = 1", "due_at is"),
        ("DELETE FROM clocks_clockevent WHERE seq = 4", "4 events written, 3 found"),
        ("DELETE FROM clocks_clockevent WHERE seq = 2", "4 events written, 3 found"),
        (
            "UPDATE clocks_clockevent SET seq = 5 WHERE seq = 4",
            "event 4 is missing: found 5",
        ),
    ],
)
def test_what_another_hand_did_is_told(started, writing, chibi, statement, told):
    clock = started()
    with writing():
        pause_clock(clock=clock, at=local("2026-11-24 10:00"), case_version=8)
        resume_clock(clock=clock, at=local("2026-11-24 15:00"), case_version=9)
        stop_clock(clock=clock, at=local("2026-11-25 15:00"), case_version=10)
    assert _breaches(chibi) == []

    with as_owner(), in_workspace(chibi):
        _execute(statement)

    breaches = _breaches(chibi)
    assert [text for text in breaches if told in text and str(clock.pk) in text], breaches


def test_the_check_reads_all_ledgers_in_few_queries(started, chibi, django_assert_max_num_queries):
    clocks = {started().pk for _ in range(5)}

    with in_workspace(chibi), django_assert_max_num_queries(2):
        seen = {clock.pk: len(events) for clock, events in clocks_with_ledgers()}
    assert seen == dict.fromkeys(clocks, 1)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _breaches(chibi) -> list[str]:
    with in_workspace(chibi):
        found = [text for pair in clocks_with_ledgers() for text in breaches_of(*pair)]
        assert Clock.objects.count() == 1
        assert ClockEvent.objects.exists()
        return found
