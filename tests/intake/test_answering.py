"""直接答复, 三方通话, 转紧急救助: what a seat ends at once, and what it only tried."""

from datetime import UTC, datetime, timedelta

import pytest

from intake.models import Conference, ConferenceParticipant, DirectAnswer, Outcome, PartnerHandover
from intake.services.answering import (
    Participant,
    answer_ticket,
    confer_on_ticket,
    hand_over_emergency,
)
from kernel.clock import now
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.acts.intake import CALL
from tests.harness.rounds import REQUEST
from tickets.models import TicketEvent
from tickets.services.registering import register_ticket
from yihao.verification.verifying import verify_custody

CONFER = """mutation ($id: ID!, $unit: ID) {
  conferenceTicket(ticketId: $id, participants: [{unitId: $unit, role: "承办单位"}, {name: "律师"}],
    startedAt: "2026-03-02T09:30:00+08:00", durationSeconds: 320, outcome: UNSOLVED,
    text: "未能当场解决", recordingRef: "rec-1") {
    ticket { state conferences { outcome durationSeconds recordingRef participants {
      name role unit { code } } } } errors { field code } } }"""
HAND_OVER = """mutation ($id: ID!, $reference: String) {
  handOverEmergency(ticketId: $id, partner: "119", reference: $reference) {
    ticket { state way partnerHandovers { partner reference acknowledged } } errors { code } } }"""
ANSWER = """mutation ($id: ID!) {
  answerTicket(ticketId: $id, text: "请到窗口办理", article: "KB-7") {
    ticket { state way reply directAnswers { article resolved } } errors { code } } }"""


@pytest.fixture
def agent(city):
    return city.actor("city.agent")


@pytest.fixture
def taken(city, agent, round_):
    """A request that an agent has taken down."""
    ticket = city.do(agent, register_ticket, request=REQUEST)
    round_.number = ticket.number
    return ticket


@pytest.fixture
def rows(agent):
    def read(model, **where):
        with in_workspace(agent.workspace):
            return list(model.objects.filter(**where).order_by("id"))

    return read


def _events(rows, ticket):
    return [(each.verb, each.note) for each in rows(TicketEvent, ticket_id=ticket.id)]


def test_an_agent_answers_at_once(city, agent, taken, rows, look):
    answered = city.do(
        agent, answer_ticket, ticket_id=taken.id, text="请携身份证到窗口办理。", article="KB-7"
    )

    assert (answered.state, answered.way, answered.article) == ("following_up", "direct", "KB-7")
    assert answered.reply == "请携身份证到窗口办理。"
    assert answered.replied_at == answered.next_follow_up_at == answered.reply_delivered_at
    assert look.holder()[:2] == ("following_up", "city")
    (kept,) = rows(DirectAnswer, ticket_id=taken.id)
    assert (kept.text, kept.article, kept.resolved, kept.by_id) == (
        "请携身份证到窗口办理。",
        "KB-7",
        True,
        agent.user_id,
    )
    assert verify_custody().breaches == []


def test_an_accepted_one_too_and_its_limit_stops(city, round_, look):
    round_.register()
    ticket = round_.accept()
    city.do(round_.dispatcher, answer_ticket, ticket_id=ticket.id, text="已说明政策。")

    assert look.holder()[0] == "following_up"
    assert [each for each in look.clocks("xianning") if each[1] == "running"] == []
    assert verify_custody().breaches == []


def test_an_answer_that_did_not_do_leaves_it_to_be_dispatched(city, agent, taken, rows, look):
    kept = city.do(agent, answer_ticket, ticket_id=taken.id, text="请咨询社保局", resolved=False)

    assert (kept.state, kept.way, kept.reply) == ("registered", "", "")
    assert [row.resolved for row in rows(DirectAnswer, ticket_id=taken.id)] == [False]
    assert _events(rows, taken)[-1] == ("answer", "当场未解决")
    assert look.holder()[0] == "registered"
    assert verify_custody().breaches == []


def test_a_call_of_three_that_solved_it(city, agent, taken, rows):
    unit = city.unit("421281")
    told = {
        **CALL,
        "participants": [
            Participant(unit_id=unit.id, role="承办单位"),
            Participant(name="值班律师", role="律师"),
        ],
        "recording_ref": "rec-1",
    }
    done = city.do(agent, confer_on_ticket, ticket_id=taken.id, **told)

    assert (done.state, done.way, done.reply) == ("following_up", "conference", "律师已解答。")
    (call,) = rows(Conference, ticket_id=taken.id)
    assert (call.started_at, call.duration_seconds, call.outcome, call.recording_ref) == (
        datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
        320,
        "solved",
        "rec-1",
    )
    third = rows(ConferenceParticipant, conference=call)
    assert [(each.unit_id, each.name, each.role) for each in third] == [
        (unit.id, "赤壁市", "承办单位"),
        (None, "值班律师", "律师"),
    ]
    assert _events(rows, taken)[-1] == ("conference", "赤壁市、值班律师：已解决")
    assert verify_custody().breaches == []


def test_a_call_that_did_not_solve_it_is_kept(city, agent, taken, rows, look, round_):
    told = {**CALL, "outcome": Outcome.UNSOLVED}
    kept = city.do(agent, confer_on_ticket, ticket_id=taken.id, **told)

    assert (kept.state, kept.way) == ("registered", "")
    assert len(rows(Conference, ticket_id=taken.id)) == 1
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    assert look.holder()[:2] == ("received", "county")
    assert verify_custody().breaches == []


BAD_CALLS = [
    ({"participants": []}, "PARTICIPANT_REQUIRED", "participants"),
    ({"participants": [Participant(role="律师")]}, "PARTICIPANT_REQUIRED", "participants"),
    ({"participants": [Participant(unit_id=uuid7())]}, "PARTICIPANT_REQUIRED", "participants"),
    ({"participants": [Participant(name="甲")] * 11}, "PARTICIPANT_REQUIRED", "participants"),
    ({"duration_seconds": -1}, "TIME_IMPOSSIBLE", "durationSeconds"),
    ({"duration_seconds": 43_201}, "TIME_IMPOSSIBLE", "durationSeconds"),
    ({"started_at": now() + timedelta(days=9)}, "TIME_IMPOSSIBLE", "startedAt"),
    ({"text": " "}, "EMPTY", "text"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD_CALLS, ids=lambda each: str(each)[:30])
def test_bad_calls(city, agent, taken, refused, said, code, field):
    with refused(code, field):
        city.do(agent, confer_on_ticket, ticket_id=taken.id, **{**CALL, **said})


@pytest.mark.parametrize("partner", ["110", "119", "120"])
def test_an_emergency_that_its_desk_acknowledged(city, agent, taken, rows, partner):
    done = city.do(
        agent,
        hand_over_emergency,
        ticket_id=taken.id,
        partner=partner,
        reference="2026-88",
        received_by="值班员",
    )

    assert (done.state, done.way) == ("following_up", "hand_over")
    assert done.reply.endswith("处置，受理编号2026-88。")
    (row,) = rows(PartnerHandover, ticket_id=taken.id)
    assert (row.partner, row.reference, row.received_by, row.acknowledged) == (
        partner,
        "2026-88",
        "值班员",
        True,
    )
    assert verify_custody().breaches == []


def test_unacknowledged_it_stays_with_the_first_responder(city, agent, taken, rows, look):
    kept = city.do(agent, hand_over_emergency, ticket_id=taken.id, partner="119", note="占线")

    assert (kept.state, kept.way) == ("registered", "")
    (row,) = rows(PartnerHandover, ticket_id=taken.id)
    assert (row.acknowledged, row.note) == (False, "占线")
    assert _events(rows, taken)[-1] == ("hand_over", "消防救援119指挥中心未确认接收")
    assert look.holder()[:2] == ("registered", "city")
    city.do(agent, hand_over_emergency, ticket_id=taken.id, partner="119", received_by="李")
    assert [each.acknowledged for each in rows(PartnerHandover, ticket_id=taken.id)] == [
        False,
        True,
    ]
    assert verify_custody().breaches == []


def test_an_unknown_partner(city, agent, taken, refused):
    with refused("PARTNER_UNKNOWN", "partner"):
        city.do(agent, hand_over_emergency, ticket_id=taken.id, partner="12345")


@pytest.mark.parametrize("who", ["supervisor", "evaluator", "administrator", "outsourcer"])
def test_without_the_grant(city, taken, unchanged, who):
    acts = (
        (answer_ticket, {"text": "好"}),
        (confer_on_ticket, CALL),
        (hand_over_emergency, {"partner": "110"}),
    )
    for service, told in acts:
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(city.actor(f"city.{who}"), service, ticket_id=taken.id, **told)


def test_another_workspace_sees_none(city, agent, taken):
    city.do(agent, answer_ticket, ticket_id=taken.id, text="好")
    with city.at(city.actor("chibi.dispatcher")):
        for model in (DirectAnswer, Conference, PartnerHandover):
            assert not model.objects.exists()


def test_over_http(person, city, agent):
    seat = person("city.agent")

    def ask(document, **told):
        ticket = city.do(agent, register_ticket, request=REQUEST)
        (payload,) = seat.ask(document, id=str(ticket.id), **told)["data"].values()
        assert payload["errors"] == []
        return payload["ticket"]

    assert ask(ANSWER) == {
        "state": "FOLLOWING_UP",
        "way": "DIRECT",
        "reply": "请到窗口办理",
        "directAnswers": [{"article": "KB-7", "resolved": True}],
    }
    assert ask(CONFER, unit=str(city.unit("421281").id)) == {
        "state": "REGISTERED",
        "conferences": [
            {
                "outcome": "UNSOLVED",
                "durationSeconds": 320,
                "recordingRef": "rec-1",
                "participants": [
                    {"name": "赤壁市", "role": "承办单位", "unit": {"code": "421281"}},
                    {"name": "律师", "role": "", "unit": None},
                ],
            }
        ],
    }
    assert ask(HAND_OVER, reference="A-1") == {
        "state": "FOLLOWING_UP",
        "way": "HAND_OVER",
        "partnerHandovers": [{"partner": "119", "reference": "A-1", "acknowledged": True}],
    }
    assert ask(HAND_OVER) == {
        "state": "REGISTERED",
        "way": None,
        "partnerHandovers": [{"partner": "119", "reference": "", "acknowledged": False}],
    }
