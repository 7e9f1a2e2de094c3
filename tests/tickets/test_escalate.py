"""上报: a holder gives the case to the level above."""

import pytest

from tests.harness.standings import perform
from tickets.states import Verb


@pytest.fixture
def born_in_village(round_):
    round_.register(round_.village)
    round_.accept(round_.village)
    return round_


def test_within_a_workspace(born_in_village, look):
    round_ = born_in_village
    round_.escalate(round_.village)

    assert look.holder() == ("received", "township", 3, 3)
    assert look.places() == {"village": "delegated", "township": "received"}
    assert look.links() == [("escalate", "village", "township")]
    assert look.givings() == [("village", "township", "received", False)]
    assert look.events("chibi")[2:] == [("escalate", "village", "township", "超出职权")]
    assert look.clocks("chibi") == [
        ("handle", "running"),
        ("handle", "running"),
        ("sign", "running"),
    ]


def test_across_workspaces(born_in_village, look):
    round_ = born_in_village
    for below, above in [(round_.village, round_.township), (round_.township, round_.county)]:
        round_.escalate(below)
        round_.sign(above)
    round_.escalate(round_.county)

    assert look.holder() == ("received", "city", 1, 7)
    assert look.places() == {
        "village": "delegated",
        "township": "delegated",
        "county": "delegated",
        "city": "received",
    }
    assert look.links()[2:] == [("escalate", "county", "city")]
    assert look.givings()[2:] == [("county", "city", "received", False)]
    assert look.events("xianning") == [("receive", "county", "city", "超出职权")]
    copy = round_.ticket(round_.dispatcher)
    assert (copy.direction, copy.is_origin, copy.requirement) == ("up", False, "超出职权")
    assert (copy.body, copy.caller_id) == ("", None)


def test_what_came_from_below_may_go_on_up_unsigned_never(born_in_village, refused):
    round_ = born_in_village
    round_.escalate(round_.village)

    with refused("WRONG_STATE"):
        round_.escalate(round_.township)


@pytest.mark.parametrize("level", ["county", "township"])
def test_what_came_from_above_is_reported_or_returned(round_, refused, level):
    round_.to_county().sign(round_.county)
    if level == "township":
        round_.delegate(round_.county, round_.township_unit)
        round_.sign(round_.township)

    with refused("IN_CHAIN"):
        round_.escalate(getattr(round_, level))


def test_the_city_is_the_highest_level(round_, refused):
    round_.register()
    round_.accept()

    with refused("NO_PARENT"):
        round_.escalate(round_.dispatcher)


@pytest.mark.parametrize(
    ("reason", "code"), [("", "EMPTY"), (" \n", "EMPTY"), ("超" * 2001, "TOO_LONG")]
)
def test_with_a_reason(born_in_village, city, refused, reason, code):
    from tickets.services.giving import escalate_ticket

    round_ = born_in_village
    ticket = round_.in_hand(round_.village)
    with refused(code, "reason"):
        city.do(round_.village, escalate_ticket, ticket_id=ticket.id, reason=reason)


def test_from_handling_after_the_giving_came_back(city, standing, refused):
    """What the county got from above stays so, whatever it gave on in between."""
    place = standing("handling")

    with refused("IN_CHAIN"):
        perform(city, Verb.ESCALATE, place, by=place.actor)
