"""What people and strangers get wrong, over HTTP: one typed answer, and nothing has changed."""

import pytest

from kernel.ids import uuid7
from tests.harness.rounds import Round

REGISTER = """mutation ($kind: TicketKind!, $title: String!, $body: String!, $phone: String) {
  registerTicket(kind: $kind, title: $title, body: $body, callerPhone: $phone) {
    ticket { id } errors { field code message } } }"""
DELEGATE = """mutation ($ticket: ID!, $unit: ID!, $due: DateTime, $version: Int) {
  delegateTicket(ticketId: $ticket, toUnitId: $unit, dueAt: $due, expectedVersion: $version) {
    ticket { id } errors { field code message } } }"""
SIGN = """mutation ($id: ID!) { signAssignment(assignmentId: $id) {
    ticket { id } errors { field code } } }"""
TICKET = "query ($id: ID!) { ticket(ticketId: $id) { id title } }"
ACCEPT = """mutation ($id: ID!) { acceptTicket(ticketId: $id) {
    ticket { id } errors { field code } } }"""


def _errors(answer, mutation):
    payload = answer["data"][mutation]
    assert payload["ticket"] is None
    return [(error["field"], error["code"]) for error in payload["errors"]]


@pytest.fixture
def held(city):
    """A case that the city centre has accepted."""
    round_ = Round(city)
    round_.register()
    round_.accept()
    return round_


BAD_REQUESTS = {
    "empty title": ({"title": "  "}, ("title", "EMPTY")),
    "title too long": ({"title": "长" * 201}, ("title", "TOO_LONG")),
    "empty body": ({"body": "\n"}, ("body", "EMPTY")),
    "body too long": ({"body": "长" * 20_001}, ("body", "TOO_LONG")),
    "malformed phone": ({"phone": "12345abc"}, ("callerPhone", "PHONE_MALFORMED")),
}


@pytest.mark.parametrize("what", BAD_REQUESTS)
def test_bad_request_is_refused_by_field_and_code(city, browser, unchanged, what):
    changed, expected = BAD_REQUESTS[what]
    dispatcher = browser().login("city.dispatcher")
    said = {"kind": "HELP", "title": "路灯不亮", "body": "坏了", "phone": None, **changed}

    with unchanged():
        answer = dispatcher.run("xianning", REGISTER, **said)

    assert _errors(answer, "registerTicket") == [expected]


def _delegation(held, **changed):
    return {
        "ticket": str(held.ticket(held.dispatcher).id),
        "unit": str(held.county_unit.id),
        "due": None,
        "version": None,
        **changed,
    }


def test_bad_delegations_are_refused_and_change_nothing(held, browser):
    dispatcher = browser().login("city.dispatcher")
    village = str(held.village_unit.id)
    cases = {
        "not a child": ({"unit": village}, ("toUnitId", "NOT_A_CHILD")),
        "no such unit": ({"unit": str(uuid7())}, ("toUnitId", "NOT_A_CHILD")),
        "due in the past": ({"due": "2020-01-01T09:00:00+08:00"}, ("dueAt", "DUE_IN_PAST")),
        "due too late": ({"due": "2090-01-01T09:00:00+08:00"}, ("dueAt", "DUE_BEYOND_LIMIT")),
        "stale": ({"version": 1}, (None, "STALE")),
    }
    for what, (changed, expected) in cases.items():
        answer = dispatcher.run("xianning", DELEGATE, **_delegation(held, **changed))
        assert _errors(answer, "delegateTicket") == [expected], what
    assert (held.case().version, held.case().handoff_seq) == (2, 0)


def test_wrong_state_is_a_typed_error(held, browser):
    dispatcher = browser().login("city.dispatcher")

    answer = dispatcher.run("xianning", ACCEPT, id=str(held.ticket(held.dispatcher).id))

    assert _errors(answer, "acceptTicket") == [(None, "WRONG_STATE")]
    assert held.case().version == 2


def _bytes(response):
    headers = {name: response.headers.get(name) for name in ("Content-Type", "Content-Length")}
    return response.status_code, headers, response.content


def test_unknown_workspace_and_one_without_membership_answer_alike(city, browser):
    village = browser().login(city.user_for(city.walkthrough_units()[1].code))
    query = "{ me { username } }"

    foreign = village.post("/w/xianan/graphql", query)
    unknown = village.post("/w/atlantis/graphql", query)

    assert foreign.status_code == 404
    assert _bytes(foreign) == _bytes(unknown)


@pytest.mark.parametrize("document", [TICKET, ACCEPT, SIGN], ids=["query", "ticket", "assignment"])
def test_ticket_of_another_workspace_answers_as_a_random_id(held, browser, document):
    held.delegate(held.dispatcher, held.county_unit)
    chibi = held.ticket(held.county)
    foreign_id = chibi.assignment_id if document == SIGN else chibi.id
    stranger = browser().login("xianan.dispatcher")

    foreign = stranger.post("/w/xianan/graphql", document, id=str(foreign_id))
    random = stranger.post("/w/xianan/graphql", document, id=str(uuid7()))
    nonsense = stranger.post("/w/xianan/graphql", document, id="nonsense")

    assert _bytes(foreign) == _bytes(random) == _bytes(nonsense)
    assert held.case().version == 3


def test_stranger_of_the_same_workspace_answers_as_a_random_id(held, browser):
    township = browser().login(held.city.user_for(held.township_unit.code))
    held.delegate(held.dispatcher, held.county_unit)

    hidden = township.post("/w/chibi/graphql", TICKET, id=str(held.ticket(held.county).id))
    random = township.post("/w/chibi/graphql", TICKET, id=str(uuid7()))

    assert _bytes(hidden) == _bytes(random)


def test_anonymous_is_told_to_log_in(held, browser):
    answer = browser().post("/w/xianning/graphql", TICKET, id=str(uuid7()))

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_identity_never_leaves_masked_form(held, browser):
    dispatcher = browser().login("city.dispatcher")
    held.delegate(held.dispatcher, held.county_unit)
    query = "query ($id: ID!) { ticket(ticketId: $id) { body bodyShared caller { name phone } } }"

    home = dispatcher.run("xianning", query, id=str(held.ticket(held.dispatcher).id))
    away = browser().login("chibi.dispatcher")
    there = away.run("chibi", query, id=str(held.ticket(held.county).id))

    assert home["data"]["ticket"]["caller"] == {"name": "张**", "phone": "138****0001"}
    assert there["data"]["ticket"]["body"] is None
    assert there["data"]["ticket"]["caller"] is None
    assert "13800000001" not in str(there)


def test_repeat_with_the_same_key_is_one_effect(held, browser):
    dispatcher = browser().login("city.dispatcher")
    document = DELEGATE.replace("expectedVersion: $version", 'idempotencyKey: "one"')
    document = document.replace(", $version: Int", "")
    said = {name: value for name, value in _delegation(held).items() if name != "version"}

    first = dispatcher.run("xianning", document, **said)
    second = dispatcher.run("xianning", document, **said)
    other = dispatcher.run("xianning", document, **{**said, "unit": str(held.village_unit.id)})

    assert first == second
    assert first["data"]["delegateTicket"]["errors"] == []
    assert _errors(other, "delegateTicket") == [("idempotencyKey", "IDEMPOTENCY_MISMATCH")]
    assert held.case().version == 3
