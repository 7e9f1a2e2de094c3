"""What is not there and what one may not see answer alike, to the last byte."""

from functools import partial
from uuid import uuid4

import pytest
import time_machine

from graphql import is_required_argument
from kernel.clock import now
from tests.api.tickets.asking import (
    TICKET,
    document,
    everything,
    fields_of,
    given,
    mutation,
    schema,
    ticket_mutations,
)
from tests.harness.api import Browser
from tests.harness.rounds import Round

ME = "{ me { username } }"
CASE = document("Query", "case", "{ number }")
CUSTODY = document("Query", "custody", "{ number handoffs { seq } }")
# Different for every answer, whatever it says.
OF_THE_MOMENT = {"X-Request-ID", "Date"}
STRANGE = ["atlantis", "public", "XIANAN", "xianan ", "pg_catalog", "咸安", "xianan'--", "x" * 64]
SAID = {
    "toUnitId": str(uuid4()),
    "reason": "超出职权",
    "note": "不在本辖区",
    "upheld": True,
    "accepted": True,
    "report": "已更换灯具",
    "replyDraft": "路灯已修复",
    "text": "路灯已修复",
    "method": "PHONE",
    "proof": "本人接听",
    "reached": False,
}


def _whole(response):
    """Status, headers and body of an answer, cookies included."""
    headers = {name: value for name, value in response.items() if name not in OF_THE_MOMENT}
    cookies = {name: dict(morsel) for name, morsel in response.cookies.items()}
    return response.status_code, headers, cookies, response.content


def _alike(*requests):
    """Send them all at one moment, after one that renews the session; the first's answer."""
    with time_machine.travel(now(), tick=False):
        requests[0]()
        first, *rest = [request() for request in requests]
    for each in rest:
        assert _whole(each) == _whole(first)
    return first


@pytest.fixture
def village(city, person):
    return person(city.user_for(city.walkthrough_units()[1].code), "chibi").browser


@pytest.mark.parametrize("query", [ME, TICKET, mutation("acceptTicket"), "{ nonsense", ""])
def test_unknown_workspaces_answer_like_those_of_others(village, query):
    paths = [f"/w/{slug}/graphql" for slug in ("xianan", "xianning", *STRANGE)]

    answer = _alike(*(partial(village.post, path, query) for path in paths))

    assert answer.status_code == 404
    assert b"WORKSPACE_NOT_FOUND" in answer.content


@pytest.mark.parametrize("path", ["/w/xianan/graphql", "/w/atlantis/graphql"])
@pytest.mark.parametrize("query", [ME, TICKET, mutation("acceptTicket")])
def test_strangers_hear_to_log_in_before_anything_else(database, path, query):
    answer = Browser().post(path, query)

    assert answer.status_code == 401
    assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("name", [*fields_of("Query"), *fields_of("Mutation")])
def test_no_ticket_field_is_open_to_strangers(database, name):
    if name in {"me", "login", "logout", "rateRequest"}:
        return
    root = "Query" if name in fields_of("Query") else "Mutation"
    variables = {arg: _any(argument.type) for arg, argument in fields_of(root)[name].args.items()}
    for path in ("/graphql", "/w/chibi/graphql"):
        answer = Browser().post(path, document(root, name, "{ __typename }"), **variables).json()
        (error,) = answer["errors"]
        assert error["extensions"]["code"] in {"UNAUTHENTICATED", "BAD_REQUEST"}
        assert path == "/graphql" or error["extensions"]["code"] == "UNAUTHENTICATED"


def _any(type_):
    told = str(type_).rstrip("!")
    known = {"Int": 1, "Boolean": True, "TicketKind": "HELP", "ReturnReason": "WRONG_AREA"}
    return known.get(told, "x") if str(type_).endswith("!") else None


@pytest.fixture(scope="module")
def elsewhere(city):
    """A case that 赤壁 holds and 咸宁 gave; 咸安 has no part in it."""
    return Round(city).to_county()


def _ids(round_, slug):
    """The ids of other workspaces' rows: of the ticket, and of the giving."""
    ticket = round_.ticket(round_.dispatcher if slug == "xianning" else round_.county)
    giving = round_.ticket(round_.county).assignment_id
    return {"ticketId": ticket.id, "assignmentId": giving}


VERBS = [name for name in ticket_mutations() if name != "registerTicket"]


@pytest.mark.parametrize("owner", ["xianning", "chibi"])
@pytest.mark.parametrize("name", VERBS)
def test_ids_of_other_workspaces_answer_like_random_ones(elsewhere, person, unchanged, name, owner):
    stranger = person("xianan.dispatcher")
    args = fields_of("Mutation")[name].args
    named = "ticketId" if "ticketId" in args else "assignmentId"
    needed = {arg: given(each.type) for arg, each in args.items() if is_required_argument(each)}
    said = needed | {arg: value for arg, value in SAID.items() if arg in args}
    said |= {arg: value for arg, value in needed.items() if arg in {"reason", "method"}}
    tried = [_ids(elsewhere, owner)[named], uuid4(), "nonsense", ""]

    with unchanged():
        answer = _alike(
            *(partial(stranger.post, mutation(name), **{**said, named: each}) for each in tried)
        )

    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "PERMISSION_DENIED"}


@pytest.mark.parametrize("owner", ["xianning", "chibi"])
def test_tickets_of_other_workspaces_answer_like_random_ids(elsewhere, person, owner):
    stranger = person("xianan.dispatcher")
    whole = document("Query", "ticket", f"{{ {everything(schema.type_map['Ticket'], 1)} }}")
    for text in (TICKET, whole):
        tried = [_ids(elsewhere, owner)["ticketId"], uuid4(), "nonsense"]
        answer = _alike(*(partial(stranger.post, text, ticketId=each) for each in tried))
        assert b'"code":"NOT_FOUND"' in answer.content


@pytest.mark.parametrize("text", [CASE, CUSTODY], ids=["case", "custody"])
def test_cases_without_a_part_in_them_answer_like_unknown_numbers(elsewhere, person, text):
    stranger = person("xianan.dispatcher")
    tried = [elsewhere.number, "4212-2026-999999", "nonsense", ""]

    answer = _alike(*(partial(stranger.post, text, number=each) for each in tried))

    assert b'"code":"NOT_FOUND"' in answer.content


@pytest.mark.parametrize("text", [CASE, CUSTODY], ids=["case", "custody"])
def test_cases_of_colleagues_answer_like_unknown_numbers(elsewhere, walkers, text):
    """A township sees nothing of a case that is in its county's hands."""
    tried = [elsewhere.number, "4212-2026-999999"]

    _alike(*(partial(walkers["township"].post, text, number=each) for each in tried))


def test_lists_hold_nothing_of_others(elsewhere, person, walkers):
    number = elsewhere.number
    mine = "query ($n: String) { tickets(first: 100, where: {search: $n}) { totalCount } }"
    cases = "query ($n: String) { cases(first: 100, where: {number: $n}) { totalCount } }"

    def count(who, text):
        ((_, found),) = who.ask(text, n=number)["data"].items()
        return found["totalCount"]

    stranger = person("xianan.dispatcher")
    assert (count(stranger, mine), count(stranger, cases)) == ("0", "0")
    assert count(walkers["township"], mine) == "0"
    assert (count(walkers["city"], mine), count(walkers["city"], cases)) == ("1", "1")
    assert (count(walkers["county"], mine), count(walkers["county"], cases)) == ("1", "1")
