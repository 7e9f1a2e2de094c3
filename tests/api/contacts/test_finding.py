"""While a citizen waits on the line: what an agent finds and reads out, over HTTP."""

from dataclasses import replace
from typing import Any

import pytest

from tests.api.tickets.asking import Person, document
from tests.harness.city import City
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST, Round
from tests.harness.selections import FOUND

FIND = document("Query", "findTickets", f"{{ nodes {FOUND} totalCount }}")
HISTORY = document("Query", "callerHistory", f"{{ nodes {FOUND} }}")
DUPLICATES = document(
    "Query",
    "duplicateCandidates",
    "{ score ticket { number title } reasons { likeness weight sentence } }",
)
ZHAO = replace(REQUEST, title="窨井盖丢失", caller_name="赵六", caller_phone="13500000006")


@pytest.fixture(scope="module")
def agent(person: Any) -> Person:
    return person("city.agent")


@pytest.fixture(scope="module")
def handled(city: City) -> Round:
    """A citizen's request that a county is handling."""
    round_ = Round(city)
    round_.register(request=ZHAO)
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.sign(round_.county)
    return round_


def _found(answer: Any, name: str = "findTickets") -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = answer["data"][name]["nodes"]
    return nodes


def test_an_agent_finds_by_phone_and_reads_out_how_it_stands(handled: Round, agent: Person) -> None:
    [node] = _found(agent.ask(FIND, first=5, phone="13500000006"))

    ticket = handled.ticket(handled.dispatcher)
    assert node["ticketId"] == str(ticket.id)
    assert (node["number"], node["title"]) == (ticket.number, "窨井盖丢失")
    assert node["caller"] == {"name": "赵**", "phone": "135****0006"}
    assert (node["state"], node["open"], node["isOrigin"]) == ("HANDLING", True, True)
    assert (node["secret"], node["chaseCount"], node["reply"]) == (False, 0, None)
    assert "由赤壁市办理，还有 " in node["speakableStatus"]


@pytest.mark.parametrize("language", ["ZH", "EN"])
def test_the_status_is_there_in_both_languages(
    handled: Round, agent: Person, language: str
) -> None:
    text = (
        "query ($number: String!) { findTickets(first: 1, number: $number)"
        f" {{ nodes {{ speakableStatus(language: {language}) }} }} }}"
    )

    [node] = _found(agent.ask(text, number=handled.number))

    told = {"ZH": "您的诉求自", "EN": "Your request has been handled by"}[language]
    assert node["speakableStatus"].startswith(told)


def test_the_page_of_a_ticket_says_the_same(handled: Round, person: Any, agent: Person) -> None:
    [node] = _found(agent.ask(FIND, first=1, number=handled.number))
    text = document("Query", "ticket", "{ chaseCount chasedAt speakableStatus }")

    ticket = person("city.dispatcher").ask(text, ticketId=node["ticketId"])["data"]["ticket"]

    assert ticket == {
        "chaseCount": 0,
        "chasedAt": None,
        "speakableStatus": node["speakableStatus"],
    }


def test_the_history_comes_up_while_taking_down(handled: Round, agent: Person) -> None:
    [node] = _found(agent.ask(HISTORY, first=5, phone="135 0000 0006"), "callerHistory")

    assert node["number"] == handled.number


def test_of_a_secret_ticket_only_the_number_and_a_neutral_sentence(
    city: City, agent: Person, database: str
) -> None:
    round_ = Round(city)
    ticket = round_.register(request=replace(ZHAO, title="举报某人", caller_name="王五"))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET secret = true WHERE id = %s", [str(ticket.id)]
        )

    [node] = _found(agent.ask(FIND, first=1, number=ticket.number))

    assert node["secret"] is True
    for hidden in ("title", "kind", "state", "caller", "reply"):
        assert node[hidden] is None
    assert node["speakableStatus"] == (
        f"您反映的事项（编号 {ticket.number}）正在按规定办理，有结果会按约定的方式告诉您。"
    )
    assert _found(agent.ask(FIND, first=1, name="王五")) == []


def test_candidates_come_with_their_reasons(handled: Round, agent: Person) -> None:
    answer = agent.ask(DUPLICATES, title="窨井盖", callerPhone="13500000006")

    found = {each["ticket"]["number"]: each for each in answer["data"]["duplicateCandidates"]}
    reasons = found[handled.number]["reasons"]
    assert {"likeness": "SAME_CALLER", "weight": 40, "sentence": "同一诉求人（来电号码相同）"} in (
        reasons
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "请至少填写电话、姓名、编号、地址、内容中的一项"),
        ({"number": "12"}, "请填写完整编号，或编号的最后 4 位以上数字"),
        ({"phone": "12"}, "电话号码格式不正确，请填写手机号或带区号的座机号"),
    ],
)
def test_what_cannot_be_sought_is_told_in_one_sentence(
    agent: Person, arguments: dict[str, str], message: str
) -> None:
    [error] = agent.ask(FIND, first=1, **arguments)["errors"]

    assert (error["extensions"]["code"], error["message"]) == ("BAD_REQUEST", message)


def test_those_who_do_not_talk_to_citizens_find_nothing(handled: Round, person: Any) -> None:
    leader = person("city.supervisor")

    for text, said in ((FIND, {"number": handled.number}), (HISTORY, {"phone": "13500000006"})):
        [error] = leader.ask(text, first=1, **said)["errors"]
        assert error["extensions"]["code"] == "PERMISSION_DENIED"


def test_a_township_does_not_look_for_other_peoples_requests(
    handled: Round, walkers: dict[str, Person]
) -> None:
    [error] = walkers["township"].ask(FIND, first=1, number=handled.number)["errors"]

    assert error["extensions"]["code"] == "NOT_FOUND"
