"""统一答复: the accepting unit gives the citizen the one answer."""

import pytest

from tests.harness.standings import perform
from tickets.states import Verb


@pytest.fixture
def reported_back(round_):
    round_.register(round_.village)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.sign(round_.township)
    round_.report(round_.township)
    round_.review(round_.village)
    return round_


def test_the_follow_up_is_due_next(round_, look):
    round_.to_county().sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher)

    ticket = round_.reply()

    assert look.holder() == ("following_up", "city", 1, 7)
    assert look.places() == {"city": "following_up", "county": "reported"}
    assert [kind for kind, _, _ in look.links()] == ["delegate", "report"]
    assert look.events("xianning")[-1] == ("reply", "city", None, "")
    assert look.clocks("xianning") == [("handle", "stopped")]
    assert (ticket.reply, ticket.replied_at is not None) == ("路灯已修复", True)
    assert ticket.reply not in str(look.events("chibi"))


def test_a_village_answers_who_called_it(reported_back, look):
    reported_back.reply(reported_back.village)

    assert look.holder() == ("following_up", "village", 4, 7)
    assert look.events("chibi")[-1] == ("reply", "village", None, "")


def test_the_countys_centre_may_answer_for_its_village(reported_back, city, look):
    from replies.services.replying import reply_to_caller

    ticket = reported_back.ticket(reported_back.village)
    city.do(reported_back.county, reply_to_caller, ticket_id=ticket.id, text="已修复")

    assert look.holder() == ("following_up", "village", 4, 7)


@pytest.mark.parametrize(
    ("text", "code"), [("", "EMPTY"), ("\n", "EMPTY"), ("答" * 20_001, "TOO_LONG")]
)
def test_bad_input(city, standing, refused, text, code):
    place = standing("replying")

    with refused(code, "text"):
        perform(city, Verb.REPLY, place, by=place.actor, text=text)
