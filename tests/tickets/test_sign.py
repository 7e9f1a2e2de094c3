"""签收: the receiver confirms receipt; the limit goes on as it was."""

import pytest

from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.standings import perform
from tickets.models import Assignment
from tickets.services.signing import sign_assignment
from tickets.states import Verb


def test_across_workspaces(round_, look):
    due_at = round_.to_county().ticket(round_.county).due_at

    ticket = round_.sign(round_.county)

    assert look.holder() == ("handling", "county", 2, 4)
    assert look.places() == {"city": "delegated", "county": "handling"}
    assert look.links() == [("delegate", "city", "county")]
    assert look.givings() == [("city", "county", "handling", False)]
    assert look.events("chibi")[1:] == [("sign", "county", None, "")]
    assert look.events("xianning")[3:] == [("sign", "county", None, "")]
    assert look.clocks("chibi") == [("handle", "running"), ("sign", "stopped")]
    assert ticket.due_at == due_at == round_.case().due_at
    assert ticket.signed_at is not None


def test_within_a_workspace(round_, look):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)

    round_.sign(round_.township)

    assert look.holder() == ("handling", "township", 3, 6)
    assert look.places() == {"city": "delegated", "county": "delegated", "township": "handling"}
    assert look.givings()[1:] == [("county", "township", "handling", False)]
    assert look.events("chibi")[3:] == [("sign", "township", None, "")]
    assert len(look.events("xianning")) == 5
    with in_workspace(round_.county.workspace):
        (giving,) = Assignment.objects.filter(ticket__number=round_.number)
    assert giving.signed_at is not None


@pytest.mark.parametrize("who", ["dispatcher", "township", "village"])
def test_only_the_receiver_signs(city, standing, unchanged, who):
    """Not the giver, nor anybody further down."""
    place = standing("received")

    with unchanged(), pytest.raises(PermissionDenied):
        perform(city, Verb.SIGN, place, by=getattr(place.round_, who))


@pytest.mark.parametrize("other", ["ticket_id", "nothing"])
def test_what_is_not_a_giving(city, standing, unchanged, other):
    place = standing("received")
    assignment_id = getattr(place, other, None)

    with unchanged(), pytest.raises(PermissionDenied):
        city.do(place.actor, sign_assignment, assignment_id=assignment_id)
