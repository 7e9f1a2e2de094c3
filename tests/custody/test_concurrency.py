"""Many processes, few cases: each case ends with one holder, and the losers hear STALE."""

import os
import subprocess
import sys
from collections import Counter

from custody.models import CaseState, Handoff
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from yihao.verification.verifying import verify_custody

PROCESSES = 8
CASES = 20
TARGETS_EACH = 10


def _prepared(city):
    tickets = []
    for _ in range(CASES):
        round_ = Round(city)
        round_.register()
        tickets.append(round_.accept())
    return tickets


def _moves(city, tickets):
    counties = [city.unit(city.ref(slug).division_code) for slug in COUNTIES]
    return [
        f"{ticket.id} {counties[turn % len(counties)].id} 2"
        for turn, ticket in enumerate(tickets * TARGETS_EACH)
    ]


COUNTIES = ("xianan", "jiayu", "tongcheng", "chongyang", "tongshan", "chibi")


def _start(number, moves):
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.custody.acting", "city.dispatcher", str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=(reading,),
        env={**os.environ, "START_FD": str(reading)},
    )
    os.close(reading)
    process.stdin.write("\n".join(moves))
    process.stdin.close()
    return process, writing


def test_two_hundred_handoffs_of_twenty_cases_from_eight_processes(city):
    tickets = _prepared(city)
    moves = _moves(city, tickets)
    assert len(moves) == 200
    shares = [moves[number::PROCESSES] for number in range(PROCESSES)]
    started = [_start(number, share) for number, share in enumerate(shares)]
    for process, _ in started:
        assert process.stdout.readline() == "ready\n"
    for _, writing in started:
        os.write(writing, b"x")

    outcomes, errors = Counter(), ""
    for process, writing in started:
        lines = process.stdout.read().splitlines()
        errors += process.stderr.read()
        assert process.wait() == 0, errors
        os.close(writing)
        outcomes.update(line.split()[0] for line in lines)

    assert outcomes == {"won": CASES, "STALE": 200 - CASES}
    with in_workspace(city.ref("xianning")):
        assert CaseState.objects.filter(version=3, handoff_seq=1).count() == CASES
        assert Handoff.objects.filter(seq=1).count() == CASES
    assert verify_custody().breaches == []
