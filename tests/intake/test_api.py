"""Drafts and handovers over HTTP."""

import json

import pytest

from kernel.ids import uuid7

SAVE = """mutation ($id: ID!, $content: String!, $revision: Int) {
  saveDraft(draftId: $id, content: $content, revision: $revision) {
    draft { id state content revision ownerName ownerId unit { code } }
    errors { field code message } } }"""
OFFER = """mutation ($to: ID!, $ids: [ID!], $note: String) {
  offerShiftHandover(toUserId: $to, draftIds: $ids, note: $note) {
    handover { id state note draftCount drafts { id content } } errors { field code } } }"""
ACCEPT = """mutation ($id: ID!) { acceptShiftHandover(handoverId: $id) {
    handover { state toName drafts { id } } errors { field code } } }"""
MINE = "{ drafts(first: 50) { nodes { id content } } }"
ALL = "{ openDrafts(first: 50) { nodes { id ownerName content } } }"
WAITING = """{ shiftHandovers(first: 50, state: OFFERED) {
  nodes { id fromName note drafts { id content } } } }"""
COLLEAGUES = "{ colleagues { id name } }"
REGISTER = """mutation ($draft: ID!) {
  registerTicket(draftId: $draft, kind: HELP, title: "路灯不亮", body: "村口路灯坏了") {
    ticket { id number } errors { field code message } } }"""
TYPED = json.dumps({"title": "路灯不亮"})


@pytest.fixture
def agent(person):
    return person("city.agent")


@pytest.fixture
def dispatcher(person):
    return person("city.dispatcher")


@pytest.fixture
def saved(agent):
    draft_id = str(uuid7())
    answer = agent.ask(SAVE, id=draft_id, content=TYPED, revision=1)
    assert answer["data"]["saveDraft"]["errors"] == []
    return answer["data"]["saveDraft"]["draft"]


def _ids(connection):
    return [each["id"] for each in connection["nodes"]]


def test_a_draft_comes_back_as_it_was_typed(agent, saved, seats):
    assert saved == {
        "id": saved["id"],
        "state": "OPEN",
        "content": TYPED,
        "revision": 1,
        "ownerName": seats.first.name,
        "ownerId": str(seats.first.user_id),
        "unit": {"code": "421200"},
    }
    assert {"id": saved["id"], "content": TYPED} in agent.ask(MINE)["data"]["drafts"]["nodes"]


def test_who_directs_the_seats_sees_whose_drafts_there_are_but_not_what(dispatcher, saved, seats):
    (row,) = [
        each
        for each in dispatcher.ask(ALL)["data"]["openDrafts"]["nodes"]
        if each["id"] == saved["id"]
    ]

    assert row == {"id": saved["id"], "ownerName": seats.first.name, "content": None}
    assert saved["id"] not in _ids(dispatcher.ask(MINE)["data"]["drafts"])


def test_an_agent_may_not_list_the_drafts_of_others(agent, saved):
    (error,) = agent.ask(ALL)["errors"]
    assert error["extensions"]["code"] == "PERMISSION_DENIED"


def test_a_shift_passes_over(agent, dispatcher, saved, seats):
    to = str(seats.second.user_id)
    assert {"id": to, "name": seats.second.name} in agent.ask(COLLEAGUES)["data"]["colleagues"]

    offered = agent.ask(OFFER, to=to, ids=[saved["id"]], note="请联系李女士")
    handover = offered["data"]["offerShiftHandover"]["handover"]
    assert (handover["state"], handover["draftCount"]) == ("OFFERED", 1)
    (waiting,) = [
        each
        for each in dispatcher.ask(WAITING)["data"]["shiftHandovers"]["nodes"]
        if each["id"] == handover["id"]
    ]
    assert waiting == {
        "id": handover["id"],
        "fromName": seats.first.name,
        "note": "请联系李女士",
        "drafts": [{"id": saved["id"], "content": TYPED}],
    }

    done = dispatcher.ask(ACCEPT, id=handover["id"])["data"]["acceptShiftHandover"]
    assert done == {
        "handover": {"state": "ACCEPTED", "toName": seats.second.name, "drafts": []},
        "errors": [],
    }
    assert saved["id"] in _ids(dispatcher.ask(MINE)["data"]["drafts"])
    assert saved["id"] not in _ids(agent.ask(MINE)["data"]["drafts"])
    (refused,) = agent.ask(SAVE, id=saved["id"], content="{}")["errors"]
    assert refused["extensions"]["code"] == "PERMISSION_DENIED"


def test_what_two_agree_is_not_for_a_third(agent, person, saved, seats):
    agent.ask(OFFER, to=str(seats.second.user_id), ids=[saved["id"]], note="请联系李女士")

    nodes = person("city.manager").ask(WAITING)["data"]["shiftHandovers"]["nodes"]
    (seen,) = [each for each in nodes if saved["id"] in [d["id"] for d in each["drafts"]]]
    assert (seen["note"], seen["drafts"][0]["content"]) == (None, None)


def test_registering_closes_the_draft(agent, saved):
    payload = agent.ask(REGISTER, draft=saved["id"])["data"]["registerTicket"]
    assert payload["errors"] == []
    assert saved["id"] not in _ids(agent.ask(MINE)["data"]["drafts"])

    again = agent.ask(REGISTER, draft=saved["id"])["data"]["registerTicket"]
    assert again["ticket"] is None
    assert again["errors"] == [
        {
            "field": "draftId",
            "code": "DRAFT_CLOSED",
            "message": "该草稿已登记、作废或移交，请刷新后查看",
        }
    ]


@pytest.mark.parametrize("who", ["city.supervisor", "city.evaluator", "city.administrator"])
def test_no_seat_no_drafts(person, who):
    for text in (MINE, COLLEAGUES):
        (error,) = person(who).ask(text)["errors"]
        assert error["extensions"]["code"] == "PERMISSION_DENIED"
