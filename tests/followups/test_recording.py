"""回访: the citizen is asked; reached, resolved and satisfied are three different facts."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from followups.models import FollowUp, Satisfaction
from followups.services.recording import Answers, record_follow_up
from kernel.clock import now
from tenancy.context import in_workspace
from tests.harness.standings import perform
from tickets.models import Ticket
from tickets.states import Verb

NOT_REACHED = {"reached": False, "resolved": None, "satisfaction": None}


def _recorded(round_):
    with in_workspace(round_.dispatcher.workspace):
        rows = FollowUp.objects.filter(ticket__number=round_.number).order_by("attempt")
        return [
            (row.attempt, row.reached, row.resolved, row.satisfaction, row.opinion) for row in rows
        ]


def test_resolved_and_satisfied_it_can_be_archived(replied, look):
    ticket = replied.follow_up(opinion=" 很快 ")

    assert look.holder() == ("following_up", "city", 1, 8)
    assert look.places() == {"city": "following_up", "county": "reported"}
    assert look.events("xianning")[-1] == ("follow_up", "city", None, "很快")
    assert [kind for kind, _, _ in look.links()] == ["delegate", "report"]
    assert _recorded(replied) == [(1, True, True, "satisfied", "很快")]
    assert (replied.case().resolved, replied.case().satisfied) == (True, True)
    assert ticket.followed_up_at is not None
    replied.archive()


@pytest.mark.parametrize(
    ("satisfaction", "opinion", "satisfied"),
    [
        (Satisfaction.SATISFIED, "", True),
        (Satisfaction.BASICALLY_SATISFIED, "还行", True),
        (Satisfaction.NOT_RATED, "", None),
        # Dissatisfied, but gave no reason: nothing that anybody could do again.
        (Satisfaction.DISSATISFIED, "", False),
    ],
)
def test_what_is_resolved_ends_here(replied, look, satisfaction, opinion, satisfied):
    replied.follow_up(satisfaction=satisfaction, opinion=opinion)

    assert look.holder() == ("following_up", "city", 1, 8)
    assert (replied.case().resolved, replied.case().satisfied) == (True, satisfied)
    assert replied.ticket(replied.dispatcher).followed_up_at is not None


@pytest.mark.parametrize(
    ("answers", "resolved", "satisfied"),
    [
        ({"resolved": False, "satisfaction": Satisfaction.DISSATISFIED}, False, False),
        ({"resolved": False, "satisfaction": Satisfaction.SATISFIED}, False, True),
        ({"resolved": False, "satisfaction": Satisfaction.NOT_RATED}, False, None),
        (
            {"satisfaction": Satisfaction.DISSATISFIED, "opinion": "两盏仍不亮"},
            True,
            False,
        ),
    ],
    ids=["unresolved", "unresolved but satisfied", "unresolved, not rated", "dissatisfied, why"],
)
def test_what_is_not_goes_back_to_who_handled_it(replied, look, answers, resolved, satisfied):
    replied.follow_up(**answers)

    assert look.holder() == ("handling", "county", 2, 8)
    assert look.places() == {"city": "delegated", "county": "handling"}
    assert look.links()[2:] == [("rework", "city", "county")]
    assert look.givings() == [("city", "county", "handling", False)]
    note = answers.get("opinion", "")
    assert look.events("xianning")[-1] == ("follow_up_rework", "city", "county", note)
    assert look.events("chibi")[-1] == ("follow_up_rework", "city", "county", note)
    assert look.clocks("xianning") == [("handle", "running")]
    assert look.clocks("chibi") == [("handle", "running"), ("sign", "stopped")]
    assert (replied.case().resolved, replied.case().satisfied) == (resolved, satisfied)
    assert replied.case().rework_count == 1
    assert replied.ticket(replied.dispatcher).followed_up_at is None


@pytest.mark.parametrize("verb", [Verb.FOLLOW_UP, Verb.FOLLOW_UP_REWORK])
def test_once_it_is_done_nobody_asks_again(city, standing, refused, verb):
    place = standing("followed up")

    with refused("WRONG_STATE"):
        perform(city, verb, place, by=place.actor)


def test_a_second_round_after_the_rework(replied, look):
    replied.follow_up(resolved=False)
    replied.report(replied.county)
    replied.review(replied.dispatcher)
    replied.reply()
    replied.follow_up()
    replied.archive()

    assert look.holder() == ("archived", None, 1, 13)
    assert [(attempt, resolved) for attempt, _, resolved, *_ in _recorded(replied)] == [
        (1, False),
        (2, True),
    ]
    assert (replied.case().resolved, replied.case().satisfied) == (True, True)


def test_attempts_before_a_rework_do_not_count_after_it(replied, refused):
    start = now()
    replied.follow_up(**NOT_REACHED)
    replied.follow_up(resolved=False)
    with time_machine.travel(start + timedelta(days=1), tick=False):
        replied.report(replied.county)
        replied.review(replied.dispatcher)
        replied.reply()
        replied.follow_up(**NOT_REACHED)

    with refused("FOLLOW_UP_MISSING"):
        replied.archive()
    assert [attempt for attempt, *_ in _recorded(replied)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ({"reached": True}, "ANSWER_REQUIRED", "resolved"),
        ({"reached": True, "resolved": True}, "ANSWER_REQUIRED", "satisfaction"),
        (
            {"reached": True, "satisfaction": Satisfaction.SATISFIED},
            "ANSWER_REQUIRED",
            "resolved",
        ),
        ({"reached": False, "resolved": True}, "ANSWER_WITHOUT_CONTACT", "reached"),
        (
            {"reached": False, "satisfaction": Satisfaction.NOT_RATED},
            "ANSWER_WITHOUT_CONTACT",
            "reached",
        ),
        ({"reached": False, "opinion": "不" * 2001}, "TOO_LONG", "opinion"),
    ],
)
def test_bad_input(city, standing, refused, answers, code, field):
    place = standing("following up")

    with refused(code, field):
        perform(city, Verb.FOLLOW_UP, place, by=place.actor, answers=Answers(**answers))


def test_who_handled_it_does_not_ask(replied, city, refused):
    """A person of both the centre and the handling unit is not asked about their own work."""
    both = replace(
        replied.dispatcher, grants={**replied.dispatcher.grants, **replied.county.grants}
    )
    ticket = replied.ticket(replied.dispatcher)

    with refused("SAME_UNIT_FOLLOW_UP"):
        city.do(both, record_follow_up, ticket_id=ticket.id, answers=Answers(**NOT_REACHED))


def test_the_countys_centre_asks_for_its_village(round_, city, look):
    round_.register(round_.village)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.sign(round_.township)
    round_.report(round_.township)
    round_.review(round_.village)
    round_.reply(round_.village)

    round_.follow_up(round_.county)

    assert look.holder() == ("following_up", "village", 4, 8)
    assert isinstance(round_.in_hand(round_.county), Ticket)
    round_.archive(round_.county)
    assert look.holder() == ("archived", None, 4, 9)
