"""Each step of the calling happens exactly once, with several sweepers, and with killed ones."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine

from duties.models import CallState, DutyCall
from duties.services.expressing import express_ticket
from duties.services.sweeping import settle_due, sweep_calls
from kernel.clock import now
from outbox.models import OutboxMessage
from tenancy.context import in_public, in_workspace
from tests.custody.killing import COMMIT, run_in_child
from tests.duties.rosters import on_duty
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round

CASES, SWEEPERS = 12, 3


def _expressed(city):
    round_ = Round(city)
    round_.register()
    round_.accept()
    ticket = round_.ticket(round_.dispatcher)
    city.do(
        round_.dispatcher,
        express_ticket,
        ticket_id=ticket.id,
        to_unit_id=round_.township_unit.id,
        requirement="立即处置",
    )
    return round_


def _make_due(database):
    with admin_cursor(database) as cursor:
        for schema in ("chibi", "xianning"):
            cursor.execute(
                f"UPDATE {schema}.duties_dutycall SET acknowledge_by = now() - interval '1 minute'"
                " WHERE state = 'waiting'"
            )


def _chains(city):
    """Of every giving, as its giver sees it: positions and states."""
    with in_workspace(city.ref("xianning")):
        rows = DutyCall.objects.order_by("assignment_id", "position")
        found = {}
        for row in rows:
            found.setdefault(row.assignment_id, []).append((row.position, row.climbed, row.state))
    return list(found.values())


def _told():
    with in_public():
        return OutboxMessage.objects.filter(topic="duty.called").count()


def _sweeper():
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.duties.sweeper", "3"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=(reading,),
        env={**os.environ, "START_FD": str(reading)},
    )
    os.close(reading)
    return process, writing


@pytest.mark.timeout(300)
def test_three_sweepers_and_one_that_is_killed_call_once(city, database):
    on_duty(city, city.walkthrough_units()[0], _expressed(city).township)
    for _ in range(CASES - 1):
        _expressed(city)
    before = _told()
    sweepers = [_sweeper() for _ in range(SWEEPERS)]
    for process, _ in sweepers:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    _make_due(database)

    for _, writing in sweepers:
        os.write(writing, b"x")
        os.close(writing)
    sweepers[0][0].send_signal(signal.SIGKILL)
    settled = []
    for process, _ in sweepers[1:]:
        out, errors = process.communicate()
        assert process.returncode == 0, errors
        settled.append(int(out))
    sweepers[0][0].communicate()
    with in_public():
        left = sweep_calls()

    assert _chains(city) == [[(1, 0, "passed"), (2, 1, "waiting")]] * CASES
    assert _told() - before == CASES
    assert sum(settled) + left <= CASES


@pytest.mark.timeout(600)
def test_killed_at_every_statement_a_sweep_leaves_all_or_nothing(city, database):
    round_ = _expressed(city)
    chibi = city.ref("chibi")
    with in_workspace(chibi):
        first = DutyCall.objects.get(ticket__number=round_.number)

    def settle():
        with time_machine.travel(now() + timedelta(minutes=6), tick=False):
            settle_due(chibi, first.id)

    statements = 60  # more than it takes: the last ones are not reached
    outcomes = set()
    for number in [*range(1, statements + 1), COMMIT]:
        outcome = run_in_child(settle, moment="before", number=number)
        with in_workspace(chibi):
            calls = list(
                DutyCall.objects.filter(ticket__number=round_.number)
                .order_by("position")
                .values_list("position", "state")
            )
        outcomes.add((outcome == -signal.SIGKILL, tuple(calls)))
        if outcome != -signal.SIGKILL:
            break

    assert outcomes == {
        (True, ((1, CallState.WAITING),)),
        (False, ((1, CallState.PASSED), (2, CallState.WAITING))),
    }
