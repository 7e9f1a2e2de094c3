"""催问: counted down to the holder, told, alerting at each third; clocks and cases stay alone."""

from dataclasses import replace
from typing import Any

import pytest

from clocks.models import Clock, ClockEvent
from contacts.models import Contact
from contacts.policy import change_policy
from contacts.services.chasing import record_chase
from custody.models import Case
from tenancy.context import in_workspace
from tests.harness.rounds import REQUEST, Round
from tickets.models import Channel, Ticket

pytestmark = pytest.mark.usefixtures("sound")
SLUGS = ("xianning", "chibi")


def _ledgers(city: Any) -> list[Any]:
    found = []
    for slug in SLUGS:
        with in_workspace(city.ref(slug)):
            found.append(sorted(map(repr, Clock.objects.values())))
            found.append(sorted(map(repr, ClockEvent.objects.values())))
    return found


@pytest.fixture
def held(round_: Round) -> Round:
    """In a village's hands, three levels below the city."""
    round_.to_village().sign(round_.village)
    return round_


def test_it_is_counted_on_every_copy_down_to_the_holder(held: Round, at_origin: Any) -> None:
    ticket = at_origin(held, record_chase, note="还没有人来")

    below = held.ticket(held.county)
    assert (ticket.chase_count, below.chase_count) == (1, 1)
    assert ticket.chased_at == below.chased_at
    assert ticket.chased_at is not None
    assert [event.verb for event in _timeline(held, held.county)][-1] == "chase"
    assert _timeline(held, held.dispatcher)[-1].note == "还没有人来"


def _timeline(round_: Round, actor: Any) -> list[Any]:
    ticket = round_.ticket(actor)
    with in_workspace(actor.workspace):
        return list(ticket.events.order_by("seq"))


def test_the_holder_is_told_and_nobody_else(held: Round, at_origin: Any, heard: Any) -> None:
    at_origin(held, record_chase)

    assert heard(held, held.village) == [("chased", 1)]
    for other in (held.township, held.county, held.dispatcher):
        assert heard(held, other) == []


def test_a_holder_at_the_centre_is_told_too(round_: Round, at_origin: Any, heard: Any) -> None:
    round_.register()

    at_origin(round_, record_chase, by="city.agent")

    assert heard(round_, round_.dispatcher) == [("chased", 1)]


def test_each_third_chase_alerts_the_dispatcher_once(
    held: Round, at_origin: Any, heard: Any
) -> None:
    for _ in range(7):
        at_origin(held, record_chase, by="city.agent")

    assert heard(held, held.dispatcher) == [("chased_often", 3), ("chased_often", 6)]
    assert heard(held, held.village) == [("chased", count) for count in range(1, 8)]


def test_how_many_alert_is_data(held: Round, at_origin: Any, heard: Any, city: Any) -> None:
    administrator = city.actor("city.administrator")
    city.do(administrator, change_policy, chases_per_alert=2)

    for _ in range(2):
        at_origin(held, record_chase)

    assert heard(held, held.dispatcher) == [("chased_often", 2)]
    city.do(administrator, change_policy, chases_per_alert=3)


def test_no_clock_moves_and_no_case_is_made(held: Round, at_origin: Any, city: Any) -> None:
    with in_workspace(city.ref("xianning")):
        cases = Case.objects.count()
    before = _ledgers(city)

    at_origin(held, record_chase)

    assert _ledgers(city) == before
    with in_workspace(city.ref("xianning")):
        assert Case.objects.count() == cases
    assert held.case().holder_unit_id == held.village_unit.id


def test_what_was_said_is_kept_screened(round_: Round, at_origin: Any) -> None:
    round_.register(request=replace(REQUEST, caller_name="欧阳小红"))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)

    said = "我是欧阳小红，请打 13912345678。"
    at_origin(round_, record_chase, note=said, channel=Channel.WECHAT)

    with in_workspace(round_.dispatcher.workspace):
        here = Contact.objects.get(ticket__number=round_.number)
    with in_workspace(round_.county.workspace):
        there = Contact.objects.get(ticket__number=round_.number)
    assert (here.text, here.channel, here.kind) == (there.text, "wechat", "chase")
    assert here.actor_name == round_.dispatcher.name
    assert "请打" in there.text
    notes = [event.note for event in _timeline(round_, round_.dispatcher)]
    for told in (there.text, *notes):
        assert "欧阳" not in told
        assert "13912345678" not in told
    assert there.channel == "wechat"


def test_a_unit_below_does_not_chase_itself(held: Round, refused: Any, city: Any) -> None:
    ticket = held.ticket(held.county)

    with refused("WRONG_STATE"):
        city.do(held.county, record_chase, ticket_id=ticket.id)


def test_another_workspace_sees_no_contact(held: Round, at_origin: Any, city: Any) -> None:
    at_origin(held, record_chase)

    with in_workspace(city.ref("xianan")):
        assert not Contact.objects.exists()
        assert not Ticket.objects.filter(number=held.number).exists()
