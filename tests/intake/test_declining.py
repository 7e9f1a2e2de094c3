"""不予受理: for a reason of the day, with a notice and a way to object; never a danger."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from documents.models import Document
from intake.models import Objection, Refusal
from intake.services.declining import decide_objection, decline_ticket, object_to_refusal
from kernel.clock import now
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from messages.models import Message
from privacy.personal_text import reveal
from tenancy.context import in_workspace
from tests.harness.acts.intake import DECLINED
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST
from tickets.idempotency import Once, once_only
from tickets.models import Ticket, TicketEvent
from yihao.verification.verifying import verify_custody

DECLINE = """mutation ($id: ID!, $class: String!, $key: String) {
  declineTicket(ticketId: $id, refusalClass: $class, explanation: "属民事纠纷。",
    guidedTo: "人民法院", idempotencyKey: $key) {
    ticket { state refusals { classCode guidedTo objection { upheld text } } }
    errors { field code } } }"""
OBJECT = """mutation ($id: ID!) { objectToRefusal(ticketId: $id, text: "是行政机关违约") {
    refusal { classCode objection { text upheld } } errors { code } } }"""
DECIDE = """mutation ($id: ID!, $upheld: Boolean!) {
  decideObjection(ticketId: $id, upheld: $upheld, note: "属行政协议") {
    ticket { state refusals { objection { upheld note decidedByName } } } errors { code } } }"""


@pytest.fixture
def decline(city, round_):
    def declined(**more):
        ticket = round_.register()
        told = {**DECLINED, **more}
        return city.do(round_.dispatcher, decline_ticket, ticket_id=ticket.id, **told)

    return declined


@pytest.fixture
def manager(city):
    return city.actor("city.manager")


@pytest.fixture
def rows(round_):
    def read(model, **where):
        with in_workspace(round_.dispatcher.workspace):
            return list(model.objects.filter(**where).order_by("id"))

    return read


def test_it_ends_with_a_reason_a_notice_and_a_message(decline, rows, round_, look):
    ticket = decline()

    assert ticket.state == "declined"
    assert look.holder()[:2] == ("declined", None)
    (refusal,) = rows(Refusal, ticket_id=ticket.id)
    assert (refusal.class_code, refusal.explanation, refusal.guided_to, refusal.by_id) == (
        "refuse_2",
        "属民事纠纷，行政机关无权裁断。",
        "人民调解委员会",
        round_.dispatcher.user_id,
    )
    assert refusal.class_name == "行政职权范围以外的民事纠纷"
    (document,) = rows(Document, ticket_id=ticket.id)
    assert (document.id, document.kind, document.issued_at) == (
        refusal.document_id,
        "decline_notice",
        refusal.at,
    )
    assert "人民调解委员会" in document.text
    assert "15日内" in document.text
    declined = rows(Message, ticket_id=ticket.id)[-1]
    assert declined.text == (
        f"【12345】您的诉求{ticket.number}不予受理：行政职权范围以外的民事纠纷。"
        "属民事纠纷，行政机关无权裁断。。如有异议，请致电12345。"
    )
    assert refusal.objection_until == refusal.at + timedelta(days=15)
    assert verify_custody().breaches == []


def test_who_left_no_number_gets_the_notice_alone(city, round_, rows):
    ticket = round_.register(request=replace(REQUEST, caller_phone=""))
    city.do(round_.dispatcher, decline_ticket, ticket_id=ticket.id, **DECLINED)

    assert rows(Message, ticket_id=ticket.id) == []
    assert len(rows(Document, ticket_id=ticket.id)) == 1


def test_a_number_in_the_explanation_does_not_leave(decline, rows):
    ticket = decline(explanation="对方电话13900000009，属民事纠纷。")
    (refusal,) = rows(Refusal, ticket_id=ticket.id)
    assert "13900000009" not in refusal.explanation


BAD = [
    ({"refusal_class_code": "refuse_1"}, "USE_HAND_OVER", "refusalClass"),
    ({"refusal_class_code": "accept_1"}, "SCOPE_CLASS_UNKNOWN", "refusalClass"),
    ({"refusal_class_code": ""}, "SCOPE_CLASS_UNKNOWN", "refusalClass"),
    ({"explanation": " "}, "EMPTY", "explanation"),
    ({"guided_to": ""}, "EMPTY", "guidedTo"),
    ({"explanation": "因" * 2001}, "TOO_LONG", "explanation"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD, ids=lambda each: str(each)[:30])
def test_bad_input(city, round_, refused, said, code, field):
    ticket = round_.register()
    with refused(code, field):
        told = {**DECLINED, **said}
        city.do(round_.dispatcher, decline_ticket, ticket_id=ticket.id, **told)


def test_a_consumer_dispute_is_no_civil_dispute(city, round_, refused):
    ticket = round_.register(request=replace(REQUEST, category="110403"))
    with refused("REFUSAL_EXCEPTED", "refusalClass"):
        city.do(round_.dispatcher, decline_ticket, ticket_id=ticket.id, **DECLINED)


@pytest.mark.parametrize("who", ["agent", "supervisor", "evaluator", "outsourcer"])
def test_no_outsourced_seat_declines(city, round_, unchanged, who):
    ticket = round_.register()
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(f"city.{who}"), decline_ticket, ticket_id=ticket.id, **DECLINED)


# -- objections -------------------------------------------------------------------------------


def test_upheld_it_is_taken_on_after_all(city, decline, manager, rows, round_, look):
    ticket = decline()
    agent = city.actor("city.agent")
    city.do(agent, object_to_refusal, ticket_id=ticket.id, text="是行政机关违约")
    taken = city.do(manager, decide_objection, ticket_id=ticket.id, upheld=True, note="属行政协议")

    assert (taken.state, taken.ended_at) == ("accepted", None)
    assert taken.due_at is not None
    assert look.holder()[:2] == ("accepted", "city")
    (objection,) = rows(Objection, refusal__ticket_id=ticket.id)
    assert (reveal(objection.text), objection.upheld, objection.decided_by) == (
        "是行政机关违约",
        True,
        manager.user_id,
    )
    (event,) = rows(TicketEvent, ticket_id=ticket.id, verb="reopen")
    assert event.note == "异议成立：属行政协议"
    assert rows(Message, ticket_id=ticket.id)[-1].purpose == "progress"
    assert verify_custody().breaches == []
    round_.delegate(round_.dispatcher, round_.county_unit)


def test_rejected_it_is_final_and_the_citizen_told(city, decline, manager, rows, refused):
    ticket = decline()
    city.do(manager, object_to_refusal, ticket_id=ticket.id, text="不服")
    kept = city.do(
        manager, decide_objection, ticket_id=ticket.id, upheld=False, note="确属民事纠纷"
    )

    assert kept.state == "declined"
    (objection,) = rows(Objection, refusal__ticket_id=ticket.id)
    assert (objection.upheld, objection.note) == (False, "确属民事纠纷")
    assert "经复核维持原决定。确属民事纠纷" in rows(Message, ticket_id=ticket.id)[-1].text
    with refused("OBJECTION_TWICE"):
        city.do(manager, object_to_refusal, ticket_id=ticket.id, text="仍不服")
    with refused("OBJECTION_MISSING"):
        city.do(manager, decide_objection, ticket_id=ticket.id, upheld=True, note="改判")


@pytest.mark.parametrize("upheld", [True, False])
def test_nobody_decides_on_their_own_refusal(city, decline, round_, refused, upheld):
    ticket = decline()
    city.do(round_.dispatcher, object_to_refusal, ticket_id=ticket.id, text="不服")
    with refused("SAME_PERSON"):
        city.do(
            round_.dispatcher, decide_objection, ticket_id=ticket.id, upheld=upheld, note="维持"
        )


def test_without_an_objection_there_is_nothing_to_decide(city, decline, manager, refused):
    ticket = decline()
    with refused("OBJECTION_MISSING"):
        city.do(manager, decide_objection, ticket_id=ticket.id, upheld=True, note="改判")


def test_too_late(city, decline, manager, refused):
    ticket = decline()
    with time_machine.travel(now() + timedelta(days=15, minutes=1)), refused("OBJECTION_OVER"):
        city.do(manager, object_to_refusal, ticket_id=ticket.id, text="不服")


def test_only_what_was_declined(city, round_, manager, refused):
    ticket = round_.register()
    with refused("WRONG_STATE"):
        city.do(manager, object_to_refusal, ticket_id=ticket.id, text="不服")
    with refused("WRONG_STATE"):
        city.do(manager, decide_objection, ticket_id=ticket.id, upheld=True, note="改判")


def test_strangers(city, decline, manager, unchanged):
    ticket = decline()
    city.do(manager, object_to_refusal, ticket_id=ticket.id, text="不服")
    for person in (city.actor("chibi.dispatcher"), city.actor("city.supervisor")):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(person, object_to_refusal, ticket_id=ticket.id, text="不服")
    for person in (city.actor("city.agent"), city.actor("chibi.dispatcher")):
        for ticket_id in (ticket.id, uuid7(), None):
            with unchanged(), pytest.raises(PermissionDenied):
                city.do(person, decide_objection, ticket_id=ticket_id, upheld=True, note="改判")


def test_what_the_citizen_says_lies_encrypted(city, decline, manager, database):
    ticket = decline()
    city.do(manager, object_to_refusal, ticket_id=ticket.id, text="我是张三丰")
    with admin_cursor(database) as cursor:
        cursor.execute("SELECT string_agg(text, '') FROM xianning.intake_objection")
        assert "张三丰" not in cursor.fetchone()[0]


def test_a_repeat_answers_as_the_first_time(city, round_, rows):
    ticket = round_.register()
    once = Once.of("decline-1", "DeclineTicket", {})

    def declined():
        told = {"ticket_id": ticket.id, "once": once, **DECLINED}
        return decline_ticket(actor=round_.dispatcher, **told)

    with city.at(round_.dispatcher) as actor:
        first = once_only(actor, once, declined)
        again = once_only(actor, once, declined)
    assert first.id == again.id
    assert len(rows(Refusal, ticket_id=ticket.id)) == 1


def test_another_workspace_sees_none(city, decline):
    decline()
    with city.at(city.actor("chibi.dispatcher")):
        assert not Refusal.objects.exists()
        assert not Ticket.objects.filter(state="declined").exists()


def test_over_http(person, round_, city):
    ticket = city.do(city.actor("city.dispatcher"), _register())
    dispatcher, manager = person("city.dispatcher"), person("city.manager")
    told = {"id": str(ticket.id), "class": "refuse_2", "key": "d-1"}
    declined = dispatcher.ask(DECLINE, **told)["data"]["declineTicket"]
    assert declined == {
        "ticket": {
            "state": "DECLINED",
            "refusals": [{"classCode": "refuse_2", "guidedTo": "人民法院", "objection": None}],
        },
        "errors": [],
    }
    assert dispatcher.ask(DECLINE, **told)["data"]["declineTicket"] == declined
    objected = person("city.agent").ask(OBJECT, id=str(ticket.id))["data"]["objectToRefusal"]
    assert objected["refusal"]["objection"] == {"text": "是行政机关违约", "upheld": None}
    decided = manager.ask(DECIDE, id=str(ticket.id), upheld=True)["data"]["decideObjection"]
    assert decided["errors"] == []
    assert decided["ticket"]["state"] == "ACCEPTED"


def _register():
    from tickets.services.registering import register_ticket

    return lambda actor: register_ticket(actor=actor, request=REQUEST)
