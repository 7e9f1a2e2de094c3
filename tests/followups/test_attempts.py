"""Attempts by plan: three on two days at different hours, then a message, then 未联系上."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from followups.answers import Answers
from followups.models import Conclusion, FollowUp, Satisfaction, Source
from followups.services.planning import Plan, change_follow_up_plan
from followups.services.recording import record_follow_up
from followups.services.sweeping import sweep_follow_ups
from kernel.clock import LOCAL, now
from kernel.errors import PermissionDenied
from messages.models import Message
from tenancy.context import in_public, in_workspace
from tests.harness.databases import admin_cursor
from yihao.verification.verifying import verify_custody

NOT_REACHED = {"reached": False, "resolved": None, "satisfaction": None}
HOURS = [timedelta(0), timedelta(hours=1), timedelta(days=1)]


def _rows(round_):
    with in_workspace(round_.dispatcher.workspace):
        return list(FollowUp.objects.filter(ticket__number=round_.number).order_by("attempt"))


def _try_three_times(round_, start):
    for later in HOURS:
        with time_machine.travel(start + later, tick=False):
            ticket = round_.follow_up(**NOT_REACHED)
    return ticket


def _messages(round_):
    with in_workspace(round_.dispatcher.workspace):
        ticket = round_.ticket(round_.dispatcher)
        return list(Message.objects.filter(ticket_id=ticket.id, purpose="rating"))


def test_enough_attempts_lead_to_a_message_and_then_to_the_end(replied, refused):
    start = now()

    ticket = _try_three_times(replied, start)

    assert ticket.followed_up_at is None
    assert ticket.next_follow_up_at == start + timedelta(days=1, hours=48)
    (message,) = _messages(replied)
    assert replied.number in message.text
    with refused("FOLLOW_UP_MISSING"):
        replied.archive()
    with time_machine.travel(start + timedelta(days=3, minutes=1)), in_public():
        assert sweep_follow_ups()[1] == 1
        assert sweep_follow_ups()[1] == 0
    last = _rows(replied)[-1]
    assert (last.source, last.conclusion, last.reached) == (
        Source.PLATFORM,
        Conclusion.UNREACHED,
        False,
    )
    assert (replied.case().resolved, replied.case().satisfied) == (None, None)
    replied.archive()
    assert verify_custody().breaches == []


def test_without_a_number_it_ends_with_the_last_attempt(replied, worker_database):
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET caller_id = NULL WHERE number = %s",
            [replied.number],
        )

    ticket = _try_three_times(replied, now())

    assert ticket.followed_up_at is not None
    assert _rows(replied)[-1].conclusion == Conclusion.UNREACHED
    assert _messages(replied) == []


@pytest.mark.parametrize(
    "times",
    [
        [timedelta(0), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=3)],
        [timedelta(0), timedelta(days=1)],
        # The same hour on three days.
        [timedelta(0), timedelta(days=1), timedelta(days=2)],
    ],
    ids=["one day", "two attempts", "one hour"],
)
def test_fewer_are_not_enough(replied, refused, times):
    start = now().replace(minute=10)
    for later in times:
        with time_machine.travel(start + later, tick=False):
            ticket = replied.follow_up(**NOT_REACHED)

    assert ticket.next_follow_up_at is not None
    assert _messages(replied) == []


@pytest.mark.parametrize(
    ("local", "code", "expected"),
    [
        ("2027-03-02 10:00", "busy", "2027-03-02 10:30"),
        ("2027-03-02 10:00", "no_answer", "2027-03-02 14:00"),
        ("2027-03-02 19:00", "powered_off", "2027-03-03 08:30"),
        ("2027-03-02 10:00", "empty_number", "2027-03-03 10:00"),
    ],
)
def test_the_next_attempt_is_planned_by_the_result(replied, local, code, expected):
    at = datetime.fromisoformat(local).replace(tzinfo=LOCAL)
    with time_machine.travel(at, tick=False):
        ticket = replied.follow_up(**NOT_REACHED, result_code=code)

    planned = ticket.next_follow_up_at.astimezone(LOCAL)
    assert planned.strftime("%Y-%m-%d %H:%M") == expected
    assert _rows(replied)[-1].result_code == code


def test_an_appointment_needs_its_time(replied, refused):
    with refused("NEXT_ATTEMPT_REQUIRED", "nextAttemptAt"):
        replied.follow_up(**NOT_REACHED, result_code="appointed")
    for at in (now() - timedelta(minutes=1), now() + timedelta(days=31)):
        with refused("NEXT_ATTEMPT_OUT_OF_RANGE", "nextAttemptAt"):
            replied.follow_up(**NOT_REACHED, result_code="appointed", next_attempt_at=at)
    at = now() + timedelta(days=2)

    ticket = replied.follow_up(**NOT_REACHED, result_code="appointed", next_attempt_at=at)

    assert ticket.next_follow_up_at == at


def test_who_refuses_is_not_asked_again_and_counts_nowhere(replied):
    ticket = replied.follow_up(**NOT_REACHED, result_code="refused")

    assert ticket.followed_up_at is not None
    assert _rows(replied)[-1].conclusion == Conclusion.REFUSED
    assert (replied.case().resolved, replied.case().satisfied) == (None, None)


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ({**NOT_REACHED, "result_code": "nonsense"}, "RESULT_UNKNOWN", "resultCode"),
        ({**NOT_REACHED, "result_code": "not_rated"}, "RESULT_UNKNOWN", "resultCode"),
        ({**NOT_REACHED, "result_code": "connected"}, "ANSWER_CONTRADICTORY", "resultCode"),
        ({"result_code": "busy"}, "ANSWER_CONTRADICTORY", "resultCode"),
        ({"resolved_partly": True}, "ANSWER_CONTRADICTORY", "resolvedPartly"),
        ({**NOT_REACHED, "contacted_by_unit": False}, "ANSWER_WITHOUT_CONTACT", "reached"),
        (
            {**NOT_REACHED, "hotline_satisfaction": Satisfaction.SATISFIED},
            "ANSWER_WITHOUT_CONTACT",
            "reached",
        ),
        ({"unit_reason": "长" * 2001}, "TOO_LONG", "unitReason"),
    ],
)
def test_answers_that_do_not_hold_together(replied, refused, answers, code, field):
    with refused(code, field):
        replied.follow_up(**answers)


def test_four_questions_are_four_facts(replied):
    replied.follow_up(
        contacted_by_unit=False,
        satisfaction=Satisfaction.BASICALLY_SATISFIED,
        hotline_satisfaction=Satisfaction.DISSATISFIED,
    )

    (row,) = _rows(replied)
    assert (row.contacted_by_unit, row.resolved, row.satisfaction, row.hotline_satisfaction) == (
        False,
        True,
        "basically_satisfied",
        "dissatisfied",
    )
    # What is said of the hotline is no fault of the unit.
    assert (replied.case().resolved, replied.case().satisfied) == (True, True)
    assert (row.conclusion, row.result_code) == (Conclusion.ANSWERED, "connected")


@pytest.mark.parametrize(("opinion", "goes_back"), [("", False), ("还差两盏", True)])
def test_partly_resolved_goes_back_if_they_say_what_is_missing(replied, opinion, goes_back):
    replied.follow_up(resolved=False, resolved_partly=True, opinion=opinion)

    assert (replied.case().state == "handling") is goes_back
    assert replied.case().resolved is False


def test_the_unit_is_told_why_it_works_again(replied, look):
    replied.follow_up(resolved=False, opinion="骂了半天", unit_reason="请补装两盏路灯")

    assert look.events("chibi")[-1][-1] == "请补装两盏路灯"


PLAN = {
    "attempts": 1,
    "days": 1,
    "hours": 1,
    "call_from": time(9, 0),
    "call_until": time(18, 0),
    "rating_wait_hours": 24,
    "same_seat_never": True,
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"attempts": 0}, "attempts"),
        ({"attempts": 11}, "attempts"),
        ({"days": 2}, "days"),
        ({"hours": 2}, "hours"),
        ({"call_until": PLAN["call_from"]}, "callUntil"),
        ({"rating_wait_hours": 0}, "ratingWaitHours"),
    ],
)
def test_a_plan_deserves_the_name(city, refused, changed, field):
    with refused("PLAN_OUT_OF_RANGE", field):
        city.do(
            city.actor("city.administrator"),
            change_follow_up_plan,
            plan=Plan(**{**PLAN, **changed}),
        )


@pytest.mark.parametrize("who", ["city.dispatcher", "city.agent", "city.supervisor"])
def test_only_the_administrator_changes_the_plan(city, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), change_follow_up_plan, plan=Plan(**PLAN))


def test_by_a_stricter_plan_no_seat_asks_about_its_own_call(replied, city, refused):
    """Last in effect: it is undone, as plans are kept between tests."""
    from followups.models import FollowUpPlan

    with in_workspace(city.ref("xianning")):
        before = FollowUpPlan.objects.order_by("-valid_from")[0]
    administrator = city.actor("city.administrator")
    try:
        city.do(administrator, change_follow_up_plan, plan=Plan(**PLAN))
        with refused("SAME_SEAT_FOLLOW_UP"):
            replied.follow_up()
        other = city.actor("city.manager")
        said = Answers(reached=True, resolved=True, satisfaction=Satisfaction.SATISFIED)
        city.do(
            other,
            record_follow_up,
            ticket_id=replied.ticket(other).id,
            answers=said,
        )
    finally:
        names = [*PLAN]
        old = {name: getattr(before, name) for name in names}
        city.do(administrator, change_follow_up_plan, plan=Plan(**old))
    assert replied.ticket(replied.dispatcher).followed_up_at is not None
