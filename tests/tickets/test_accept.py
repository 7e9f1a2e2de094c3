"""受理: a request is taken on, and its limit begins to run."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from kernel.clock import now
from tests.harness.rounds import REQUEST
from tickets.models import Kind, Urgency
from workdays.calendar import current_calendar


def test_the_unit_keeps_it_and_its_limit_runs(round_, look):
    round_.register()

    ticket = round_.accept()

    assert look.holder() == ("accepted", "city", 1, 2)
    assert look.places() == {"city": "accepted"}
    assert look.links() == []
    assert look.events("xianning")[1:] == [("accept", "city", None, "")]
    assert look.clocks("xianning") == [("handle", "running")]
    assert ticket.due_at == ticket.holder_due_at == round_.case().due_at


def _working_days(count):
    return lambda at: current_calendar().add_working_days(at, count)


@pytest.mark.parametrize(
    ("kind", "urgency", "limit"),
    [
        (Kind.CONSULTATION, Urgency.ORDINARY, _working_days(1)),
        (Kind.HELP, Urgency.ORDINARY, _working_days(5)),
        (Kind.SUGGESTION, Urgency.URGENT, _working_days(5)),
        (Kind.COMPLAINT, Urgency.ORDINARY, _working_days(10)),
        (Kind.REPORT, Urgency.MAJOR, _working_days(10)),
        (Kind.HELP, Urgency.EMERGENCY, lambda at: at + timedelta(hours=24)),
    ],
)
def test_the_limit_is_that_of_the_matter(round_, kind, urgency, limit):
    at = now()
    with time_machine.travel(at, tick=False):
        round_.register(request=replace(REQUEST, kind=kind, urgency=urgency))
        ticket = round_.accept()

    assert ticket.due_at == limit(at)


def test_a_village_accepts_what_it_registered(round_, look):
    round_.register(round_.village)

    round_.accept(round_.village)

    assert look.holder() == ("accepted", "village", 4, 2)
    assert look.events("chibi")[1:] == [("accept", "village", None, "")]
