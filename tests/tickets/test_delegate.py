"""交办: a holder gives the case to a unit directly below."""

from datetime import timedelta

import pytest

from kernel.clock import now
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.standings import perform
from tickets.models import Assignment, Ticket
from tickets.selectors import delegate_targets
from tickets.services.giving import delegate_ticket
from tickets.states import Verb


def test_across_workspaces_the_county_gets_a_copy(round_, look):
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit, requirement="三日内反馈")

    assert look.holder() == ("received", "county", 2, 3)
    assert look.places() == {"city": "delegated", "county": "received"}
    assert look.links() == [("delegate", "city", "county")]
    assert look.givings() == [("city", "county", "received", False)]
    assert look.events("xianning")[2:] == [("delegate", "city", "county", "三日内反馈")]
    assert look.events("chibi") == [("receive", "city", "county", "三日内反馈")]
    assert look.clocks("chibi") == [("handle", "running"), ("sign", "running")]
    copy, own = round_.ticket(round_.county), round_.ticket(round_.dispatcher)
    assert (copy.state, copy.direction, copy.requirement) == ("received", "down", "三日内反馈")
    assert (copy.number, copy.title, copy.kind) == (own.number, own.title, own.kind)
    assert (copy.body, copy.caller_id, copy.is_origin) == ("", None, False)
    assert (own.holder_unit_id, own.holder_state, own.holder_due_at) == (None, "", None)
    assert copy.holder_due_at == copy.due_at == round_.case().due_at


def test_within_a_workspace_the_township_works_on_the_giving(round_, look):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)

    assert look.holder() == ("received", "township", 3, 5)
    assert look.places() == {"city": "delegated", "county": "delegated", "township": "received"}
    assert look.links()[1:] == [("delegate", "county", "township")]
    assert look.givings()[1:] == [("county", "township", "received", False)]
    assert look.events("chibi")[2:] == [("delegate", "county", "township", "")]
    assert look.events("xianning")[3:] == [
        ("sign", "county", None, ""),
        ("delegate", "county", "township", ""),
    ]
    ticket = round_.in_hand(round_.township)
    assert (ticket.holder_unit_id, ticket.holder_state) == (round_.township_unit.id, "received")


def test_to_a_department_of_ones_own(round_, look, city):
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, city.unit("421200-D05"))

    assert look.holder() == ("received", "421200-D05", 1, 3)
    assert round_.in_hand(city.actor("city.chengguan.handler", "xianning")).state == "delegated"


def test_the_text_that_others_read_can_be_replaced(round_):
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit, body_shared="路灯不亮，请核实。")

    assert round_.ticket(round_.county).body_shared == "路灯不亮，请核实。"
    assert round_.ticket(round_.dispatcher).body_shared == "路灯不亮，请核实。"


def test_a_limit_given_by_hand_is_kept(round_):
    due_at = (now() + timedelta(hours=2)).replace(microsecond=0)
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit, due_at=due_at)

    assert round_.ticket(round_.county).due_at == due_at
    assert round_.case().due_at == due_at


def test_after_an_upheld_return_to_another(round_, look, city):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    round_.delegate(round_.dispatcher, city.unit("421202"))

    assert look.holder() == ("received", "421202", 2, 6)
    assert look.givings() == [
        ("city", "county", "returned", True),
        ("city", "421202", "received", False),
    ]


def test_again_to_the_one_whose_return_was_upheld(round_, look):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    round_.delegate(round_.dispatcher, round_.county_unit)

    assert look.holder() == ("received", "county", 2, 6)
    with in_workspace(round_.county.workspace):
        copies = Ticket.objects.filter(number=round_.number).order_by("handoff_seq")
        assert [(copy.handoff_seq, copy.state) for copy in copies] == [
            (1, "returned"),
            (3, "received"),
        ]


@pytest.fixture
def accepted(standing):
    return standing("accepted")


def _delegate(city, place, unit_id, **more):
    return city.do(
        place.actor, delegate_ticket, ticket_id=place.ticket_id, to_unit_id=unit_id, **more
    )


NOT_CHILDREN = {
    "two levels below": lambda city, place: place.round_.township_unit.id,
    "in another county": lambda city, place: city.unit("421202001").id,
    "three levels below": lambda city, place: place.round_.village_unit.id,
    "itself": lambda city, place: city.unit("421200").id,
    "unknown": lambda city, place: uuid7(),
    "nothing": lambda city, place: None,
}


@pytest.mark.parametrize("which", NOT_CHILDREN)
def test_not_to_a_unit_that_is_no_child(city, accepted, refused, which):
    with refused("NOT_A_CHILD", "toUnitId"):
        _delegate(city, accepted, NOT_CHILDREN[which](city, accepted))


def test_not_to_a_closed_unit(city, accepted, refused, closed):
    closed("421281")

    with refused("UNIT_CLOSED", "toUnitId"):
        _delegate(city, accepted, city.unit("421281").id)


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_no_limit_in_the_past(city, accepted, refused, ago):
    with refused("DUE_IN_PAST", "dueAt"):
        _delegate(city, accepted, city.unit("421281").id, due_at=now() - ago)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_no_limit_beyond_ones_own(city, accepted, refused, later):
    """The giver keeps something back for itself: even its own limit is too late."""
    with in_workspace(accepted.actor.workspace):
        own = Ticket.objects.get(pk=accepted.ticket_id).due_at

    with refused("DUE_BEYOND_LIMIT", "dueAt"):
        _delegate(city, accepted, city.unit("421281").id, due_at=own + later)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"requirement": "办" * 2001}, "requirement"), ({"body_shared": "路" * 20_001}, "bodyShared")],
    ids=["requirement", "shared text"],
)
def test_no_text_too_long(city, accepted, refused, said, field):
    with refused("TOO_LONG", field):
        _delegate(city, accepted, city.unit("421281").id, **said)


def test_not_back_to_who_waits_for_it_within(round_, refused):
    round_.register(round_.village)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.sign(round_.township)

    with refused("IN_CHAIN", "toUnitId"):
        round_.delegate(round_.township, round_.village_unit)


def test_not_back_to_who_waits_for_it_across(round_, refused):
    round_.register(round_.county)
    round_.accept(round_.county)
    round_.escalate(round_.county)
    round_.sign(round_.dispatcher)

    with refused("IN_CHAIN", "toUnitId"):
        round_.delegate(round_.dispatcher, round_.county_unit)


def test_who_gave_it_on_has_it_no_more(round_, city, refused, standing):
    place = standing("delegated across")

    with refused("WRONG_STATE"):
        perform(city, Verb.DELEGATE, place, by=place.actor)
    with in_workspace(place.actor.workspace):
        assert delegate_targets(Ticket.objects.get(pk=place.ticket_id)) == []
        assert Assignment.objects.filter(ticket_id=place.ticket_id).count() == 1
