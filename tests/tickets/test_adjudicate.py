"""裁定: the giver decides on a return, and the decision binds."""

import pytest
import time_machine

from kernel.clock import now
from tests.harness.standings import perform
from tickets.services.returning import adjudicate_return
from tickets.states import Verb


def test_upheld_at_the_origin_it_waits_to_be_given_again(round_, look):
    round_.to_county().hand_back(round_.county)

    round_.adjudicate(round_.dispatcher, upheld=True)

    assert look.holder() == ("accepted", "city", 1, 5)
    assert look.places() == {"city": "accepted", "county": "returned"}
    assert [kind for kind, _, _ in look.links()] == ["delegate", "return"]
    assert look.givings() == [("city", "county", "returned", True)]
    assert look.events("xianning")[-1] == ("uphold_return", "city", None, "经核实")
    assert look.events("chibi")[-1] == ("uphold_return", "city", None, "经核实")
    assert look.clocks("chibi") == [("handle", "stopped"), ("sign", "stopped")]


def test_upheld_on_the_way_the_giver_handles_it(round_, look):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)

    round_.adjudicate(round_.county, upheld=True)

    assert look.holder() == ("handling", "county", 2, 7)
    assert look.places() == {"city": "delegated", "county": "handling", "township": "returned"}
    assert look.givings() == [
        ("city", "county", "handling", False),
        ("county", "township", "returned", True),
    ]


@pytest.mark.parametrize("signed", [False, True])
def test_rejected_the_receiver_handles_it_after_all(round_, look, signed):
    round_.to_county()
    if signed:
        round_.sign(round_.county)
    round_.hand_back(round_.county)

    round_.adjudicate(round_.dispatcher, upheld=False)

    assert look.holder() == ("handling", "county", 2, 5 + signed)
    assert look.places() == {"city": "delegated", "county": "handling"}
    assert look.links()[2:] == [("adjudicate", "city", "county")]
    assert look.givings() == [("city", "county", "handling", False)]
    assert look.events("xianning")[-1] == ("reject_return", "city", "county", "经核实")
    assert look.events("chibi")[-1] == ("reject_return", "city", "county", "经核实")
    assert look.clocks("chibi") == [("handle", "running"), ("sign", "stopped")]
    copy = round_.ticket(round_.county)
    assert (copy.return_binding, copy.return_reason) == (True, "wrong_area")
    assert copy.holder_due_at == copy.due_at == round_.case().due_at


def test_rejected_within_a_workspace(round_, look):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)

    round_.adjudicate(round_.county, upheld=False)

    assert look.holder() == ("handling", "township", 3, 7)
    assert look.links()[3:] == [("adjudicate", "county", "township")]
    assert look.givings()[1:] == [("county", "township", "handling", False)]


def test_the_time_of_a_rejected_return_is_given_back(round_):
    """While it was being decided on, the receiver's time stood still (but not the giver's)."""
    at = now()
    with time_machine.travel(at, tick=False) as travel:
        round_.to_county()
        before, own = round_.ticket(round_.county).due_at, round_.ticket(round_.dispatcher).due_at
        round_.hand_back(round_.county)
        travel.shift(60 * 60 * 24)
        round_.adjudicate(round_.dispatcher, upheld=False)

    after = round_.ticket(round_.county).due_at
    assert round_.ticket(round_.dispatcher).due_at == own
    assert before <= after < own


@pytest.mark.parametrize("upheld", [True, False])
@pytest.mark.parametrize(("note", "code"), [("", "EMPTY"), ("不" * 2001, "TOO_LONG")])
def test_with_a_reason(city, standing, refused, upheld, note, code):
    place = standing("adjudicating")

    with refused(code, "note"):
        city.do(
            place.actor,
            adjudicate_return,
            assignment_id=place.given,
            upheld=upheld,
            note=note,
        )


@pytest.mark.parametrize("verb", [Verb.UPHOLD_RETURN, Verb.REJECT_RETURN])
def test_a_return_decided_on_before_is_not_decided_again(round_, city, refused, standing, verb):
    """While a second giving is returned, the first one's return stays what it was."""
    round_.to_county()
    first = round_.giving(round_.county)
    round_.hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.hand_back(round_.county)

    with refused("WRONG_STATE"):
        city.do(
            round_.dispatcher,
            adjudicate_return,
            assignment_id=first,
            upheld=verb is Verb.UPHOLD_RETURN,
            note="属实",
        )


@pytest.mark.parametrize("who", ["township", "dispatcher"])
def test_only_the_giver_decides(city, standing, unchanged, who):
    from kernel.errors import PermissionDenied

    place = standing("adjudicating")
    with unchanged(), pytest.raises(PermissionDenied):
        perform(city, Verb.UPHOLD_RETURN, place, by=getattr(place.round_, who))
