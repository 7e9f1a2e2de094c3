"""Two people at the same moment: one wins, the other hears why, and nothing is lost."""

import os
import subprocess
import sys
from typing import Any

import pytest

from custody.models import CaseState
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("sound")
TIMES = 3
LOST = {"STALE", "WRONG_STATE", "HAS_MERGED_CHILDREN"}


def _at_once(*deeds: tuple[str, ...]) -> list[str]:
    """Each deed in a process of its own, all released together; what came of each."""
    started = []
    for deed in deeds:
        reading, writing = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.contacts.racing", *map(str, deed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=(reading,),
            env={**os.environ, "START_FD": str(reading)},
        )
        os.close(reading)
        started.append((process, writing))
    for process, _ in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for _, writing in started:
        os.write(writing, b"x")
    outcomes = []
    for process, writing in started:
        said, problems = process.communicate()
        assert process.returncode == 0, problems
        os.close(writing)
        outcomes.append(said.strip())
    return outcomes


def _case(number: str, city: Any) -> CaseState:
    with in_workspace(city.ref("xianning")):
        return CaseState.objects.get(case__number=number)


@pytest.mark.parametrize("_time", range(TIMES))
def test_each_merged_into_the_other(city: Any, _time: int) -> None:
    one, two = Round(city), Round(city)
    first, second = one.register(), two.register()

    outcomes = _at_once(
        ("city.dispatcher", "merge", first.id, second.id),
        ("city.manager", "merge", second.id, first.id),
    )

    assert sorted(outcomes)[-1] == "won"
    assert set(outcomes) - {"won"} <= LOST
    assert outcomes.count("won") == 1
    merged, stays = (second, first) if outcomes[0] == "won" else (first, second)
    assert _case(merged.number, city).state == "merged"
    assert _case(stays.number, city).state == "registered"
    with in_workspace(city.ref("xianning")):
        assert Ticket.objects.get(pk=merged.id).merged_into_id == stays.id
        assert Ticket.objects.get(pk=stays.id).merged_into_id is None


@pytest.mark.parametrize("_time", range(TIMES))
@pytest.mark.parametrize("deed", ["merge", "withdraw"])
def test_taken_back_while_it_is_reported(city: Any, deed: str, _time: int) -> None:
    head, child = Round(city), Round(city)
    other = head.register()
    child.to_county().sign(child.county)
    giving = child.giving(child.county)
    ticket = child.ticket(child.dispatcher)
    named = (other.id, ticket.id) if deed == "merge" else (ticket.id, other.id)

    taken, reported = _at_once(
        ("city.dispatcher", deed, *named),
        ("chibi.dispatcher", "report", giving, giving),
    )

    state = _case(child.number, city).state
    assert [taken, reported].count("won") == 1, (taken, reported)
    assert {taken, reported} - {"won"} <= LOST
    ended = {"merge": "merged", "withdraw": "withdrawn"}[deed]
    assert state == (ended if taken == "won" else "reviewing")
