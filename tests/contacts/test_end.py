"""撤件、终结、恢复办理: over for everybody at once, and back within the window, no time gained."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from clocks.models import Clock
from contacts.policy import change_policy
from contacts.services.ending import terminate_ticket, withdraw_ticket
from contacts.services.reopening import reopen_ticket
from kernel.clock import now
from kernel.errors import PermissionDenied
from messages.models import Message
from tenancy.context import in_workspace
from tests.harness.rounds import REQUEST, Round
from tickets.models import Assignment, EndReason

pytestmark = pytest.mark.usefixtures("sound")
BASIS = {"reason": EndReason.LEGALLY_FINISHED, "basis": "信访条例第三十五条", "note": "已终结"}
ENDS = {
    "withdrawn": (withdraw_ticket, {"reason": "问题已解决"}, "city.dispatcher"),
    "terminated": (terminate_ticket, BASIS, "city.manager"),
}


@pytest.fixture
def held(round_: Round) -> Round:
    round_.to_village().sign(round_.village)
    return round_


def _end(round_: Round, at_origin: Any, state: str) -> Any:
    service, told, by = ENDS[state]
    return at_origin(round_, service, by=by, **told)


def _running(round_: Round, actor: Any) -> int:
    ticket = round_.ticket(actor)
    with in_workspace(actor.workspace):
        clocks = Clock.objects.filter(ticket_id=ticket.id)
        return clocks.filter(stopped_at__isnull=True, paused_at__isnull=True).count()


def _messages(round_: Round) -> list[str]:
    ticket = round_.ticket(round_.dispatcher)
    with in_workspace(round_.dispatcher.workspace):
        said = Message.objects.filter(ticket_id=ticket.id, purpose="progress").order_by("id")
        return [each.text for each in said]


@pytest.mark.parametrize("state", ENDS)
def test_it_is_over_in_every_workspace(held: Round, at_origin: Any, state: str) -> None:
    ticket = _end(held, at_origin, state)

    case = held.case()
    assert (ticket.state, case.state) == (state, state)
    assert (case.holder_unit_id, ticket.holder_unit_id) == (None, None)
    assert case.closed_at is not None
    below = held.ticket(held.county)
    assert (below.state, below.holder_unit_id) == (state, None)
    for actor in (held.dispatcher, held.county):
        assert _running(held, actor) == 0
        with in_workspace(actor.workspace):
            givings = Assignment.objects.filter(ticket=held.ticket(actor))
            assert {each.state for each in givings} == {state}
            assert not givings.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize("state", ENDS)
def test_all_who_worked_on_it_are_told(held: Round, at_origin: Any, heard: Any, state: str) -> None:
    _end(held, at_origin, state)

    for actor in (held.county, held.township, held.village):
        assert heard(held, actor) == [(state, None)]
    assert heard(held, held.dispatcher) == []


def test_the_citizen_is_told(held: Round, at_origin: Any) -> None:
    ticket = _end(held, at_origin, "terminated")

    assert ticket.ended_reason == "legally_finished"
    assert ticket.ended_note == "已依法终结。依据：信访条例第三十五条。说明：已终结"
    assert _messages(held) == [
        f"【12345】您的诉求{ticket.number}：经研究终结办理，理由：已依法终结。如有异议，请致电12345。"
    ]


def test_an_anonymous_citizen_cannot_be_told(round_: Round, at_origin: Any) -> None:
    round_.register(request=replace(REQUEST, caller_name="", caller_phone=""))

    assert _end(round_, at_origin, "withdrawn").state == "withdrawn"
    assert _messages(round_) == []


def test_only_a_leader_of_the_centre_terminates(
    held: Round, at_origin: Any, unchanged: Any
) -> None:
    with unchanged(), pytest.raises(PermissionDenied):
        at_origin(held, terminate_ticket, by="city.dispatcher", **BASIS)


def test_a_seat_does_not_withdraw(held: Round, at_origin: Any, unchanged: Any) -> None:
    with unchanged(), pytest.raises(PermissionDenied):
        at_origin(held, withdraw_ticket, by="city.agent", reason="已解决")


@pytest.mark.parametrize("argument", ["basis", "reason"])
def test_without_a_reason_nothing_ends(held: Round, at_origin: Any, refused: Any, argument) -> None:
    with refused("EMPTY", argument):
        if argument == "basis":
            at_origin(held, terminate_ticket, by="city.manager", **{**BASIS, "basis": " "})
        else:
            at_origin(held, withdraw_ticket, reason=" ")


# -- back again -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ENDS)
def test_it_comes_back_to_the_accepting_unit(
    held: Round, at_origin: Any, heard: Any, state: str
) -> None:
    _end(held, at_origin, state)

    ticket = at_origin(held, reopen_ticket, reason="又出现了")

    case = held.case()
    assert (ticket.state, case.state) == ("accepted", "accepted")
    assert case.holder_unit_id == ticket.unit_id == ticket.holder_unit_id
    assert (case.closed_at, ticket.reopen_until) == (None, None)
    assert (ticket.ended_reason, ticket.ended_note) == ("", "")
    assert heard(held, held.dispatcher)[-1] == ("reopened", None)
    assert "已恢复办理" in _messages(held)[-1]


def test_it_can_be_given_again(held: Round, at_origin: Any) -> None:
    _end(held, at_origin, "withdrawn")
    at_origin(held, reopen_ticket, reason="又出现了")

    held.delegate(held.dispatcher, held.county_unit)
    held.sign(held.county)
    held.report(held.county)
    held.review(held.dispatcher)

    assert held.case().state == "replying"


def test_working_time_is_neither_lost_nor_gained(round_: Round, at_origin: Any) -> None:
    round_.register()
    monday = now().replace(year=2026, month=11, day=30, hour=1, minute=0)  # 09:00 here
    with time_machine.travel(monday, tick=False):
        round_.accept()
        due = round_.ticket(round_.dispatcher).due_at
    with time_machine.travel(monday + timedelta(days=1), tick=False):
        _end(round_, at_origin, "withdrawn")
    with time_machine.travel(monday + timedelta(days=4), tick=False):
        ticket = at_origin(round_, reopen_ticket, reason="又出现了")

    assert ticket.due_at - due == timedelta(days=3)
    assert ticket.due_at == ticket.holder_due_at


def test_what_had_not_been_accepted_begins_its_time(round_: Round, at_origin: Any) -> None:
    round_.register()
    _end(round_, at_origin, "withdrawn")

    ticket = at_origin(round_, reopen_ticket, reason="又出现了")

    assert ticket.due_at is not None
    assert _running(round_, round_.dispatcher) == 1


def test_what_had_been_answered_runs_again(round_: Round, at_origin: Any) -> None:
    round_.to_village().back_to_city()
    round_.reply()
    _end(round_, at_origin, "withdrawn")
    assert _running(round_, round_.dispatcher) == 0

    ticket = at_origin(round_, reopen_ticket, reason="又出现了")

    assert ticket.state == "accepted"
    assert _running(round_, round_.dispatcher) == 1


def test_after_the_window_it_stays_ended(held: Round, at_origin: Any, refused: Any) -> None:
    ticket = _end(held, at_origin, "withdrawn")
    closed_at = held.case().closed_at
    assert ticket.reopen_until == closed_at + timedelta(days=15)

    late = time_machine.travel(ticket.reopen_until + timedelta(seconds=1))
    with late, refused("REOPEN_WINDOW_OVER"):
        at_origin(held, reopen_ticket, reason="又出现了")


def test_a_later_rule_does_not_move_a_window(held: Round, at_origin: Any, city: Any) -> None:
    administrator = city.actor("city.administrator")
    ticket = _end(held, at_origin, "withdrawn")
    city.do(administrator, change_policy, reopen_days=0)

    again = held.ticket(held.dispatcher)
    reopened = at_origin(held, reopen_ticket, reason="又出现了")

    assert again.reopen_until == ticket.reopen_until
    assert reopened.state == "accepted"
    city.do(administrator, change_policy, reopen_days=15)
