"""Events over HTTP: two keys to attach, masked callers, one card for all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

OPEN = """mutation ($areas: [ID!]!, $key: String) {
  openIncident(title: "城区停水", category: "1203", areaUnitIds: $areas, answer: "正在抢修。",
    idempotencyKey: $key) {
    incident { id state version answer areas { code } mayDirect citizens }
    errors { field code message } } }"""
ATTACH = """mutation ($id: ID!, $name: String, $phone: String, $key: String) {
  attachToIncident(incidentId: $id, callerName: $name, callerPhone: $phone,
    idempotencyKey: $key) {
    contact { id caller { name phone } calls answerVersion toldVersions }
    incident { id citizens } errors { field code message } } }"""
CHANGE = """mutation ($id: ID!, $answer: String, $version: Int) {
  changeIncident(incidentId: $id, answer: $answer, expectedVersion: $version) {
    incident { version answer } errors { field code message } } }"""
END = """mutation ($id: ID!) { endIncident(incidentId: $id, answer: "已恢复供水。") {
    incident { state mayDirect answers { version answer ends } } errors { field code } } }"""
CARD = """query ($id: ID!) { incident(incidentId: $id) {
  title citizens detached contacts(first: 50) { totalCount nodes { caller { name phone } } } } }"""
NEAR = """query ($area: ID) { openIncidents(areaUnitId: $area, category: "1203") { id } }"""
DETACH = """mutation ($id: ID!) { detachToTicket(contactId: $id, kind: COMPLAINT,
    title: "水费多收", body: "多收一倍") {
    ticket { id title incident { id } } errors { code } } }"""
LIST = """{ incidents(first: 50, state: OPEN) { nodes {
  id citizens detached areas { name } answers { version } } } }"""


@pytest.fixture
def agent(person):
    return person("city.agent")


@pytest.fixture
def dispatcher(person):
    return person("city.dispatcher")


@pytest.fixture
def card(dispatcher, events):
    payload = dispatcher.ask(OPEN, areas=[str(events.area.id)])["data"]["openIncident"]
    assert payload["errors"] == []
    return payload["incident"]


def test_opened_by_the_office(card):
    assert card == {
        "id": card["id"],
        "state": "OPEN",
        "version": 1,
        "answer": "正在抢修。",
        "areas": [{"code": "421202"}],
        "mayDirect": True,
        "citizens": 0,
    }


def test_repeated_with_its_key_it_is_one(dispatcher, events):
    told = {"areas": [str(events.area.id)], "key": "open-1"}
    first, again = (dispatcher.ask(OPEN, **told)["data"]["openIncident"] for _ in range(2))
    assert first["incident"]["id"] == again["incident"]["id"]


def test_an_agent_attaches_and_sees_the_citizen_masked(agent, card, events):
    assert card["id"] in [
        each["id"] for each in agent.ask(NEAR, area=str(events.area.id))["data"]["openIncidents"]
    ]
    payload = agent.ask(ATTACH, id=card["id"], name="张三", phone="13800000071")["data"]

    assert payload["attachToIncident"] == {
        "contact": {
            "id": payload["attachToIncident"]["contact"]["id"],
            "caller": {"name": "张**", "phone": "138****0071"},
            "calls": 1,
            "answerVersion": 1,
            "toldVersions": [],
        },
        "incident": {"id": card["id"], "citizens": 1},
        "errors": [],
    }


def test_the_office_sees_all_callers_a_supervisor_their_number_alone(
    agent, dispatcher, person, card
):
    agent.ask(ATTACH, id=card["id"], name="张三", phone="13800000072")

    seen = dispatcher.ask(CARD, id=card["id"])["data"]["incident"]
    assert seen["contacts"] == {
        "totalCount": "1",
        "nodes": [{"caller": {"name": "张**", "phone": "138****0072"}}],
    }
    watched = person("city.supervisor").ask(CARD, id=card["id"])["data"]["incident"]
    assert (watched["citizens"], watched["contacts"]["nodes"]) == (1, [])


def test_changed_and_ended(dispatcher, agent, card):
    changed = dispatcher.ask(CHANGE, id=card["id"], answer="已找到漏点。", version=1)["data"]
    assert changed["changeIncident"] == {
        "incident": {"version": 2, "answer": "已找到漏点。"},
        "errors": [],
    }
    stale = dispatcher.ask(CHANGE, id=card["id"], answer="再改", version=1)["data"]
    assert [each["code"] for each in stale["changeIncident"]["errors"]] == ["STALE"]

    ended = dispatcher.ask(END, id=card["id"])["data"]["endIncident"]
    assert ended["incident"] == {
        "state": "ENDED",
        "mayDirect": False,
        "answers": [
            {"version": 1, "answer": "正在抢修。", "ends": False},
            {"version": 2, "answer": "已找到漏点。", "ends": False},
            {"version": 3, "answer": "已恢复供水。", "ends": True},
        ],
    }
    late = agent.ask(ATTACH, id=card["id"])["data"]["attachToIncident"]
    assert late["errors"] == [
        {
            "field": "incidentId",
            "code": "INCIDENT_ENDED",
            "message": "该事件已结束，请按普通来电登记，或关联其他进行中的事件",
        }
    ]


def test_another_matter_becomes_a_ticket(agent, card):
    attached = agent.ask(ATTACH, id=card["id"], phone="13800000073")["data"]["attachToIncident"]
    contact_id = attached["contact"]["id"]
    payload = agent.ask(DETACH, id=contact_id)["data"]["detachToTicket"]

    assert payload["errors"] == []
    assert (payload["ticket"]["title"], payload["ticket"]["incident"]) == ("水费多收", None)
    again = agent.ask(DETACH, id=contact_id)["data"]["detachToTicket"]
    assert again == {"ticket": None, "errors": [{"code": "CONTACT_DETACHED"}]}


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.evaluator"])
def test_only_the_office_directs(person, card, events, who):
    stranger = person(who)
    for text, told in (
        (OPEN, {"areas": [str(events.area.id)]}),
        (CHANGE, {"id": card["id"], "answer": "改"}),
        (END, {"id": card["id"]}),
    ):
        (error,) = stranger.ask(text, **told)["errors"]
        assert error["extensions"]["code"] == "PERMISSION_DENIED"


def test_another_workspace_knows_of_none(person, card):
    county = person("chibi.dispatcher")
    (error,) = county.ask(CARD, id=card["id"])["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert county.ask(LIST)["data"]["incidents"]["nodes"] == []


def test_a_list_costs_as_many_queries_for_many(dispatcher, events):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer = dispatcher.ask(LIST)
        nodes = answer["data"]["incidents"]["nodes"]
        return len(nodes), len([each for each in captured if "incidents_" in each["sql"]])

    events.open(title="一")
    few, queries_of_few = queries()
    for number in range(10):
        events.open(title=f"事件{number}", area_unit_ids=[events.area.id])
    many, queries_of_many = queries()
    assert many == few + 10
    assert queries_of_many == queries_of_few
