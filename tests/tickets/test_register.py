"""登记: a request enters in somebody's unit, which then has it in hand."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from callers.models import Caller
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.rounds import REQUEST
from tickets.models import Participant, Urgency
from tickets.services.registering import register_ticket


def _participants(look, round_, ticket, actor):
    with in_workspace(actor.workspace):
        units = Participant.objects.filter(ticket=ticket).values_list("unit_id", flat=True)
        return {look.name(unit_id) for unit_id in units}


def test_the_registering_unit_has_it_in_hand(round_, look):
    ticket = round_.register()

    assert re.fullmatch(r"4212-20\d\d-\d{6}", ticket.number)
    assert look.holder() == ("registered", "city", 1, 1)
    assert look.places() == {"city": "registered"}
    assert look.links() == []
    assert look.events("xianning") == [("register", "city", None, "")]
    assert look.clocks("xianning") == []
    assert _participants(look, round_, ticket, round_.dispatcher) == {"city"}


def test_a_village_registers_under_the_eyes_of_its_county(round_, look):
    ticket = round_.register(round_.village)

    assert look.holder() == ("registered", "village", 4, 1)
    assert look.places() == {"village": "registered"}
    assert look.events("chibi") == [("register", "village", None, "")]
    assert _participants(look, round_, ticket, round_.village) == {"village", "county"}


def test_what_was_taken_down(round_):
    request = replace(REQUEST, title="  路灯 \n 不亮 ", address="官塘驿镇", urgency=Urgency.URGENT)

    ticket = round_.register(request=request)

    assert (ticket.title, ticket.address, ticket.urgency) == ("路灯 不亮", "官塘驿镇", "urgent")
    assert (ticket.kind, ticket.channel, ticket.is_origin) == ("help", "phone", True)
    assert ticket.body == "村口三盏路灯坏了半个月，联系电话 13800000001。"
    assert ticket.body_shared == "村口三盏路灯坏了半个月，联系电话 [电话]。"
    assert (ticket.due_at, ticket.holder_due_at, ticket.registered_at) == (
        None,
        None,
        ticket.created_at,
    )


def test_a_shared_text_of_ones_own_is_kept(round_):
    assert round_.register(request=replace(REQUEST, body_shared="路灯")).body_shared == "路灯"


def test_the_caller_is_kept_apart(round_):
    ticket = round_.register()

    with in_workspace(round_.dispatcher.workspace):
        caller = Caller.objects.get(pk=ticket.caller_id)
    assert (caller.name, caller.phone) == ("张三", "13800000001")


def test_nobody_needs_to_say_who_calls(round_):
    ticket = round_.register(request=replace(REQUEST, caller_name="", caller_phone=""))

    assert ticket.caller_id is None


@pytest.mark.parametrize(
    ("field", "length"), [("title", 200), ("body", 20_000), ("address", 200), ("caller_name", 60)]
)
def test_as_long_as_allowed(round_, field, length):
    round_.register(request=replace(REQUEST, **{field: "路" * length}))


BAD = [
    ({"title": ""}, "EMPTY", "title"),
    ({"title": " \n\t"}, "EMPTY", "title"),
    ({"title": "路" * 201}, "TOO_LONG", "title"),
    ({"title": "路\x07灯"}, "MALFORMED_TEXT", "title"),
    ({"body": ""}, "EMPTY", "body"),
    ({"body": "\n \n"}, "EMPTY", "body"),
    ({"body": "路" * 20_001}, "TOO_LONG", "body"),
    ({"body": "路\x00灯"}, "MALFORMED_TEXT", "body"),
    ({"body_shared": "路" * 20_001}, "TOO_LONG", "bodyShared"),
    ({"address": "路" * 201}, "TOO_LONG", "address"),
    ({"caller_name": "张" * 61}, "TOO_LONG", "callerName"),
    ({"caller_phone": "12345"}, "PHONE_MALFORMED", "callerPhone"),
    ({"caller_phone": "1380000000"}, "PHONE_MALFORMED", "callerPhone"),
    ({"caller_phone": "138000000012"}, "PHONE_MALFORMED", "callerPhone"),
    ({"caller_phone": "电话"}, "PHONE_MALFORMED", "callerPhone"),
    ({"category": "没有的类别"}, "CATEGORY_UNKNOWN", "category"),
    ({"area_id": UUID(int=7)}, "UNIT_UNKNOWN", "areaUnitId"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD, ids=lambda each: str(each)[:40])
def test_bad_input(round_, refused, said, code, field):
    with refused(code, field):
        round_.register(request=replace(REQUEST, **said))


@pytest.mark.parametrize("who", ["supervisor", "evaluator", "administrator", "outsourcer"])
def test_without_the_grant(round_, city, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        round_.register(city.actor(f"city.{who}"))


def test_for_a_unit_of_others(round_, city, unchanged):
    for unit_id in (round_.township_unit.id, uuid7()):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(round_.county, register_ticket, request=REQUEST, unit_id=unit_id)


def test_who_registers_for_two_units_says_for_which(round_, city, refused):
    both = replace(round_.county, grants={**round_.county.grants, **round_.township.grants})

    with refused("UNIT_REQUIRED", "unitId"):
        city.do(both, register_ticket, request=REQUEST)
    unit_id = round_.township_unit.id
    ticket = city.do(both, register_ticket, request=REQUEST, unit_id=unit_id)
    assert ticket.unit_id == unit_id
