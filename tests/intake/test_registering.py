"""What a registration takes down beside the matter: where, by whom, and what to ask with."""

from dataclasses import replace

import pytest

from custody.models import CaseState
from kernel.ids import uuid7
from messages.models import Delivery, Message
from privacy.personal_text import reveal
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST
from tickets.correcting import Correction
from tickets.models import Channel, Kind, TicketEvent, Urgency
from tickets.query_codes import is_code
from tickets.services.registering import accept_ticket, register_ticket
from yihao.verification.verifying import verify_custody

REGISTER = """mutation ($key: String, $phone: String, $lat: Float, $lng: Float) {
  registerTicket(kind: HELP, title: "路灯不亮", body: "村口路灯坏了", callerPhone: $phone,
    latitude: $lat, longitude: $lng, channel: WALK_IN, urgency: MAJOR, idempotencyKey: $key) {
    queryCode ticket { id number latitude longitude channel urgency }
    errors { field code message } } }"""
ACCEPT = """mutation ($id: ID!, $kind: TicketKind, $title: String, $category: String) {
  acceptTicket(ticketId: $id, kind: $kind, title: $title, category: $category) {
    ticket { kind title category state } errors { field code } } }"""


def _messages(actor, ticket_id):
    with in_workspace(actor.workspace):
        rows = Message.objects.filter(ticket_id=ticket_id).select_related("delivery")
        return [(row.purpose, row.text, reveal(row.delivery.code)) for row in rows]


@pytest.fixture
def seat(seats):
    return seats.first


def test_where_it_is_and_whose_seat_took_it(city, seat):
    request = replace(
        REQUEST,
        latitude=29.8418,
        longitude=114.3221,
        urgency=Urgency.MAJOR,
        channel=Channel.COUNTY_MAILBOX,
    )
    ticket = city.do(seat, register_ticket, request=request)

    assert (ticket.latitude, ticket.longitude) == (29.8418, 114.3221)
    assert (ticket.urgency, ticket.channel) == ("major", "county_mailbox")
    assert ticket.registered_by == seat.user_id


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_comes_into_one_pool(city, seat, channel):
    ticket = city.do(seat, register_ticket, request=replace(REQUEST, channel=channel))
    assert ticket.channel == channel


def test_a_village_registers_what_it_found_itself(round_):
    request = replace(REQUEST, channel=Channel.SELF_FOUND, caller_name="", caller_phone="")
    ticket = round_.register(round_.village, request)

    assert (ticket.unit_id, ticket.registered_by) == (
        round_.village_unit.id,
        round_.village.user_id,
    )
    assert _messages(round_.village, ticket.id) == []


BAD = [
    ({"latitude": 29.8}, "longitude"),
    ({"longitude": 114.3}, "latitude"),
    ({"latitude": 114.3, "longitude": 29.8}, "latitude"),
    ({"latitude": 29.8, "longitude": 14.3}, "longitude"),
    ({"latitude": float("nan"), "longitude": 114.3}, "latitude"),
]


@pytest.mark.parametrize(("said", "field"), BAD, ids=str)
def test_a_place_outside_the_country(city, seat, refused, said, field):
    with refused("LOCATION_INVALID", field):
        city.do(seat, register_ticket, request=replace(REQUEST, **said))


def test_the_citizen_is_sent_number_and_code(city, seat):
    ticket = city.do(seat, register_ticket, request=REQUEST, query_code="012345")

    assert is_code_here(seat, ticket, "012345")
    assert not is_code_here(seat, ticket, "012346")
    assert _messages(seat, ticket.id) == [
        (
            "registered",
            f"【12345】您的诉求已登记，编号{ticket.number}，查询码⟦查询码⟧。"
            "凭编号和查询码可查询进度，请勿告知他人。",
            "012345",
        )
    ]


def is_code_here(actor, ticket, code):
    with in_workspace(actor.workspace):
        return is_code(ticket.number, code, [ticket.query_code_hash])


def test_the_code_itself_is_kept_nowhere(city, seat, database):
    ticket = city.do(seat, register_ticket, request=REQUEST, query_code="987612")

    with admin_cursor(database) as cursor:
        cursor.execute("SELECT t::text FROM xianning.tickets_ticket t WHERE id = %s", [ticket.id])
        assert "987612" not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(d::text, '') FROM xianning.messages_delivery d")
        assert "987612" not in cursor.fetchone()[0]


def test_nobody_without_a_number_is_sent_anything(city, seat):
    ticket = city.do(seat, register_ticket, request=replace(REQUEST, caller_phone=""))
    assert _messages(seat, ticket.id) == []
    assert len(ticket.query_code_hash) == 64


def test_what_is_brought_in_from_elsewhere_tells_nobody(city, seat):
    ticket = city.do(seat, register_ticket, request=replace(REQUEST, external_id=str(uuid7())))
    assert _messages(seat, ticket.id) == []


# -- put right at acceptance ------------------------------------------------------------------


def test_the_dispatcher_puts_right_what_was_taken_down(city, round_, look):
    ticket = round_.register()
    area = city.unit("421202")
    accepted = city.do(
        round_.dispatcher,
        accept_ticket,
        ticket_id=ticket.id,
        correction=Correction(
            kind=Kind.COMPLAINT,
            urgency=Urgency.URGENT,
            category="1203",
            area_id=area.id,
            title="村口路灯 不亮",
        ),
    )

    assert (accepted.kind, accepted.urgency, accepted.category, accepted.area_id) == (
        "complaint",
        "urgent",
        "1203",
        area.id,
    )
    assert accepted.title == "村口路灯 不亮"
    with in_workspace(round_.dispatcher.workspace):
        case = CaseState.objects.get(case_id=ticket.case_id)
        event = TicketEvent.objects.get(ticket=ticket, verb="accept")
    assert (case.kind, case.urgency, case.category) == ("complaint", "urgent", "1203")
    assert event.note == (
        "更正：诉求类型由“求助”改为“投诉”；事项类别由“未填”改为“1203”；"
        "紧急程度由“一般”改为“紧急”；地区由“未填”改为“咸安区”；"
        "标题由“路灯不亮”改为“村口路灯 不亮”"
    )
    assert verify_custody().breaches == []


def test_the_limit_is_that_of_what_it_really_is(city, round_):
    as_taken = round_.register()
    corrected = round_.register()
    due = city.do(round_.dispatcher, accept_ticket, ticket_id=as_taken.id).due_at
    shorter = city.do(
        round_.dispatcher,
        accept_ticket,
        ticket_id=corrected.id,
        correction=Correction(kind=Kind.CONSULTATION),
    ).due_at
    assert shorter < due


def test_nothing_to_put_right_leaves_no_note(city, round_):
    ticket = round_.register()
    correction = Correction(kind=ticket.kind, title=ticket.title)
    city.do(round_.dispatcher, accept_ticket, ticket_id=ticket.id, correction=correction)

    with in_workspace(round_.dispatcher.workspace):
        assert TicketEvent.objects.get(ticket=ticket, verb="accept").note == ""


WRONG = [
    ({"title": " "}, "EMPTY", "title"),
    ({"category": "没有"}, "CATEGORY_UNKNOWN", "category"),
    ({"area_id": uuid7()}, "UNIT_UNKNOWN", "areaUnitId"),
]


@pytest.mark.parametrize(("said", "code", "field"), WRONG, ids=lambda each: str(each)[:20])
def test_a_wrong_correction_accepts_nothing(city, round_, refused, said, code, field):
    ticket = round_.register()
    with refused(code, field):
        city.do(
            round_.dispatcher, accept_ticket, ticket_id=ticket.id, correction=Correction(**said)
        )


# -- over HTTP --------------------------------------------------------------------------------


def test_the_agent_is_told_the_code_once(person, seats):
    agent = person("city.agent")
    told = {"phone": "13800000091", "lat": 29.84, "lng": 114.32, "key": "reg-1"}
    answer = agent.ask(REGISTER, **told)
    assert "errors" not in answer, answer
    first = answer["data"]["registerTicket"]
    again = agent.ask(REGISTER, **told)["data"]["registerTicket"]

    assert first["errors"] == []
    assert first["ticket"] == again["ticket"]
    assert (first["ticket"]["latitude"], first["ticket"]["channel"]) == (29.84, "WALK_IN")
    assert len(first["queryCode"]) == 6
    assert again["queryCode"] is None
    with in_workspace(seats.first.workspace):
        assert Delivery.objects.filter(message__ticket_id=first["ticket"]["id"]).count() == 1


def test_corrections_over_http(person, round_):
    ticket = round_.register()
    payload = person("city.dispatcher").ask(
        ACCEPT, id=str(ticket.id), kind="COMPLAINT", title="路灯长期不亮", category="1203"
    )["data"]["acceptTicket"]
    assert payload == {
        "ticket": {
            "kind": "COMPLAINT",
            "title": "路灯长期不亮",
            "category": "1203",
            "state": "ACCEPTED",
        },
        "errors": [],
    }
