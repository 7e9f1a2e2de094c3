"""Circumstances beyond state and grant: what the state would allow, but cannot be done here."""

import pytest

from tests.harness.rounds import Round


@pytest.fixture
def born_below(city):
    """A village's case, in the hands of its township."""
    round_ = Round(city)
    round_.register(round_.village)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.sign(round_.township)
    return round_


# The way down the levels and back; what else is offered beside it is tried elsewhere.
WAY = {
    *("ACCEPT", "DELEGATE", "ESCALATE", "SIGN", "RETURN", "ADJUDICATE"),
    *("REPORT", "REVIEW", "REPLY", "FOLLOW_UP", "ARCHIVE"),
}


def _offer(person, round_, actor):
    ticket = person.ticket(round_.ticket(actor).id)
    targets = {each["code"] for each in ticket["delegateTargets"]}
    return WAY & set(ticket["allowedActions"]), targets


def test_nobody_is_below_a_village(city, walkers):
    round_ = Round(city)
    round_.register(round_.village)
    round_.accept(round_.village)

    assert _offer(walkers["village"], round_, round_.village) == ({"ESCALATE"}, set())


def test_what_came_from_below_goes_down_or_further_up(born_below, walkers):
    actions, targets = _offer(walkers["township"], born_below, born_below.township)

    assert actions == {"DELEGATE", "ESCALATE", "RETURN", "REPORT"}
    assert targets
    assert born_below.village_unit.code not in targets


def test_the_city_gives_it_to_another_county(born_below, walkers):
    born_below.escalate(born_below.township)
    born_below.sign(born_below.county)
    born_below.escalate(born_below.county)
    born_below.sign(born_below.dispatcher)

    actions, targets = _offer(walkers["city"], born_below, born_below.dispatcher)

    assert actions == {"DELEGATE", "RETURN", "REPORT"}
    assert "421202" in targets
    assert "421281" not in targets


def test_a_closed_unit_is_no_target(city, walkers, standing, closed):
    place = standing("accepted")
    closed("421281")

    _, targets = _offer(walkers["city"], place.round_, place.actor)

    assert "421202" in targets
    assert "421281" not in targets


def test_a_rejected_return_binds(city, walkers):
    round_ = Round(city)
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=False)

    actions, _ = _offer(walkers["county"], round_, round_.county)

    assert actions == {"DELEGATE", "REPORT"}


def test_the_countys_centre_answers_and_asks_for_its_village(born_below, walkers):
    born_below.report(born_below.township)
    born_below.review(born_below.village)

    assert _offer(walkers["county"], born_below, born_below.county)[0] == {"REPLY"}
    assert _offer(walkers["village"], born_below, born_below.village)[0] == {"REPLY"}
    born_below.reply(born_below.village)
    # A village's handlers do not follow up; its centre does.
    assert _offer(walkers["county"], born_below, born_below.county)[0] == {"FOLLOW_UP"}
    assert _offer(walkers["village"], born_below, born_below.village)[0] == set()
