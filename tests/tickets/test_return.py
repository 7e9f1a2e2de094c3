"""退单: a receiver hands a giving back with a reason; then the giver has to decide."""

from uuid import UUID

import pytest

from tests.harness.standings import perform
from tickets.models import ReturnReason
from tickets.states import Verb

NOTE = "属地不符：不在本辖区"


@pytest.mark.parametrize("signed", [False, True])
def test_across_workspaces(round_, look, signed):
    round_.to_county()
    if signed:
        round_.sign(round_.county)

    copy = round_.hand_back(round_.county)

    assert look.holder() == ("adjudicating", "city", 1, 4 + signed)
    assert look.places() == {"city": "adjudicating", "county": "returned"}
    assert look.links()[1:] == [("return", "county", "city")]
    assert look.givings() == [("city", "county", "returned", False)]
    assert look.events("chibi")[-1] == ("return", "county", "city", NOTE)
    assert look.events("xianning")[-1] == ("return", "county", "city", NOTE)
    assert look.clocks("chibi") == [("handle", "paused"), ("sign", "stopped")]
    assert (copy.return_reason, copy.return_note) == ("wrong_area", "不在本辖区")
    assert (copy.holder_unit_id, copy.holder_state) == (None, "")
    assert round_.case().due_at == round_.ticket(round_.dispatcher).due_at


def test_within_a_workspace(round_, look):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)

    round_.hand_back(round_.township)

    assert look.holder() == ("adjudicating", "county", 2, 6)
    assert look.places() == {
        "city": "delegated",
        "county": "adjudicating",
        "township": "returned",
    }
    assert look.links()[2:] == [("return", "township", "county")]
    assert look.givings()[1:] == [("county", "township", "returned", False)]
    assert look.events("chibi")[-1] == ("return", "township", "county", NOTE)


def test_what_was_escalated_can_be_returned_down(round_, look):
    round_.register(round_.village)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.hand_back(round_.township)

    assert look.holder() == ("adjudicating", "village", 4, 4)
    assert look.places() == {"village": "adjudicating", "township": "returned"}


@pytest.mark.parametrize("reason", list(ReturnReason))
def test_every_reason_is_kept(round_, city, reason):
    from tickets.services.returning import return_assignment

    round_.to_county()
    suggested = city.unit("421202").id
    copy = city.do(
        round_.county,
        return_assignment,
        assignment_id=round_.giving(round_.county),
        reason=reason,
        note="不在本辖区",
        suggested_unit_id=suggested,
    )

    assert (copy.return_reason, copy.suggested_unit_id) == (reason.value, suggested)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"note": ""}, "EMPTY", "note"),
        ({"note": "不" * 2001}, "TOO_LONG", "note"),
        ({"suggested_unit_id": UUID(int=7)}, "UNIT_UNKNOWN", "suggestedUnitId"),
    ],
    ids=["no note", "long note", "unknown unit"],
)
def test_bad_input(city, standing, refused, said, code, field):
    place = standing("received")

    with refused(code, field):
        perform(city, Verb.RETURN, place, by=place.actor, **said)


def test_a_rejected_return_binds(round_, refused):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=False)

    with refused("RETURN_BINDING"):
        round_.hand_back(round_.county)


def test_a_rejected_return_binds_within_a_workspace(round_, refused):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    round_.adjudicate(round_.county, upheld=False)

    with refused("RETURN_BINDING"):
        round_.hand_back(round_.township)


def test_it_binds_for_reworks_too(round_, refused):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=False)
    round_.report(round_.county)
    round_.review(round_.dispatcher, accepted=False)

    with refused("RETURN_BINDING"):
        round_.hand_back(round_.county)


def test_a_new_giving_is_free_again(round_, look):
    """What binds is the decision on one giving: given anew, it can be returned anew."""
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.hand_back(round_.county)

    assert look.holder() == ("adjudicating", "city", 1, 7)
