"""A handoff across workspaces, killed before and after every statement: all of it or nothing."""

import signal

import pytest

from custody.states import State
from tenancy.context import in_workspace
from tests.custody.killing import COMMIT, run_in_child
from tests.harness.rounds import Round
from tickets.idempotency import Once, once_only
from tickets.services.giving import delegate_ticket
from yihao.verification.verifying import verify_custody

KILLED = -signal.SIGKILL
ACCEPTED, DELEGATED = 2, 3  # versions of the case


def _accepted(city):
    round_ = Round(city)
    round_.register()
    round_.accept()
    return round_


def _delegation(round_):
    """The command, as a client with an idempotency key sends it."""
    actor, ticket = round_.dispatcher, round_.ticket(round_.dispatcher)
    once = Once.of(f"key-{round_.number}", "delegate", {"ticket": ticket.id})

    def deliver():
        with in_workspace(actor.workspace):
            once_only(
                actor,
                once,
                lambda: delegate_ticket(
                    actor=actor,
                    ticket_id=ticket.id,
                    to_unit_id=round_.county_unit.id,
                    once=once,
                ),
            )

    return deliver


@pytest.fixture
def statements(city):
    """How many statements a handoff takes, its reads before and after included."""
    return run_in_child(_delegation(_accepted(city)))


@pytest.mark.timeout(900)
def test_killed_at_every_statement_leaves_all_or_nothing(city, statements):
    assert statements > 20
    outcomes = []
    for number in [COMMIT, *range(1, statements + 1)]:
        for moment in ("before", "after"):
            round_ = _accepted(city)
            assert run_in_child(_delegation(round_), moment=moment, number=number) == KILLED
            case = round_.case()
            holder = {
                ACCEPTED: (round_.city.unit("421200").id, State.ACCEPTED),
                DELEGATED: (round_.county_unit.id, State.RECEIVED),
            }[case.version]
            assert (case.holder_unit_id, case.state) == holder, (moment, number)
            outcomes.append((moment, number, case.version))

    assert ("before", COMMIT, ACCEPTED) in outcomes
    assert ("after", COMMIT, DELEGATED) in outcomes
    assert verify_custody().breaches == []


@pytest.mark.parametrize(
    ("moment", "number"), [("before", COMMIT), ("after", COMMIT), ("after", 9)]
)
def test_repeat_after_a_kill_completes_the_command_once(city, moment, number):
    round_ = _accepted(city)
    deliver = _delegation(round_)
    assert run_in_child(deliver, moment=moment, number=number) == KILLED

    deliver()
    deliver()

    case = round_.case()
    assert (case.version, case.state) == (DELEGATED, State.RECEIVED)
    assert verify_custody().breaches == []
