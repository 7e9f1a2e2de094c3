"""On a citizen's ticket over HTTP: every mutation once, what the page then shows, and repeats."""

from dataclasses import replace
from typing import Any

import pytest

from tests.api.tickets.asking import Person, document
from tests.harness.city import City
from tests.harness.rounds import REQUEST, Round
from yihao.verification.verifying import verify_custody

PAGE = document(
    "Query",
    "ticket",
    """{ state chaseCount endedReason endedNote reopenUntil speakableStatus
    contacts { kind channel text actorName }
    mergedInto { number title state } mergedTickets { number }
    splitFrom { number } splitParts { number title } }""",
)
PART = {"title": "井盖丢失", "body": "路口少了一个井盖。"}


@pytest.fixture
def dispatcher(person: Any) -> Person:
    return person("city.dispatcher")


@pytest.fixture
def given(city: City) -> Round:
    return Round(city).to_county()


def _page(person: Person, ticket_id: Any) -> dict[str, Any]:
    page: dict[str, Any] = person.ask(PAGE, ticketId=ticket_id)["data"]["ticket"]
    return page


def _id(round_: Round) -> str:
    return str(round_.ticket(round_.dispatcher).id)


def test_a_chase_and_a_supplement_stand_on_the_page(given: Round, person: Any) -> None:
    agent, dispatcher = person("city.agent"), person("city.dispatcher")

    agent.do("recordChase", ticketId=_id(given), note="还没有人来", channel="WECHAT")
    agent.do("supplementTicket", ticketId=_id(given), text="又坏了一盏")

    page = _page(dispatcher, _id(given))
    assert page["chaseCount"] == 1
    assert [(each["kind"], each["channel"], each["text"]) for each in page["contacts"]] == [
        ("CHASE", "WECHAT", "还没有人来"),
        ("SUPPLEMENT", "PHONE", "又坏了一盏"),
    ]
    county = person("chibi.dispatcher")
    below = _page(county, given.ticket(given.county).id)
    assert (below["chaseCount"], len(below["contacts"])) == (1, 2)


def test_withdrawn_and_back(given: Round, dispatcher: Person) -> None:
    dispatcher.do("withdrawTicket", ticketId=_id(given), reason="已解决")
    page = _page(dispatcher, _id(given))
    assert (page["state"], page["endedNote"]) == ("WITHDRAWN", "已解决")
    assert page["reopenUntil"] is not None
    assert "按您的要求撤回" in page["speakableStatus"]

    ticket = dispatcher.do("reopenTicket", ticketId=_id(given), reason="又出现了")

    assert ticket["state"] == "ACCEPTED"
    assert "DELEGATE" in ticket["allowedActions"]
    assert verify_custody().breaches == []


def test_terminated_by_a_leader(given: Round, person: Any, dispatcher: Person) -> None:
    told = {"ticketId": _id(given), "reason": "LEGALLY_FINISHED", "basis": "信访条例"}
    assert dispatcher.try_("terminateTicket", **told) == ("PERMISSION_DENIED", None)

    person("city.manager").do("terminateTicket", **told)

    page = _page(dispatcher, _id(given))
    assert (page["state"], page["endedReason"]) == ("TERMINATED", "LEGALLY_FINISHED")


def test_split_shows_its_parts_and_siblings(city: City, dispatcher: Person) -> None:
    round_ = Round(city)
    round_.register()
    dispatcher.do("splitTicket", ticketId=_id(round_), parts=[PART, {**PART, "title": "噪声"}])

    page = _page(dispatcher, _id(round_))
    numbers = [each["number"] for each in page["splitParts"]]
    assert [each["title"] for each in page["splitParts"]] == ["井盖丢失", "噪声"]
    part = Round(city)
    part.number = numbers[0]
    sibling = _page(dispatcher, _id(part))
    assert sibling["splitFrom"] == {"number": round_.number}
    assert [each["number"] for each in sibling["splitParts"]] == numbers[1:]


def test_merged_and_apart_again(given: Round, city: City, dispatcher: Person) -> None:
    head = Round(city)
    head.register(request=replace(REQUEST, title="小区停水"))
    dispatcher.do("mergeTickets", ticketId=_id(head), childIds=[_id(given)], note="同一事项")

    assert _page(dispatcher, _id(head))["mergedTickets"] == [{"number": given.number}]
    page = _page(dispatcher, _id(given))
    assert page["mergedInto"] == {
        "number": head.number,
        "title": "小区停水",
        "state": "REGISTERED",
    }
    assert "WITHDRAW" not in dispatcher.ticket(_id(head))["allowedActions"]
    assert dispatcher.try_("withdrawTicket", ticketId=_id(head), reason="已解决") == (
        "HAS_MERGED_CHILDREN",
        None,
    )

    dispatcher.do("unmergeTicket", ticketId=_id(given))

    assert _page(dispatcher, _id(head))["mergedTickets"] == []
    assert verify_custody().breaches == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("recordChase", {"note": "还没有人来"}),
        ("supplementTicket", {"text": "又坏了一盏"}),
        ("withdrawTicket", {"reason": "已解决"}),
    ],
)
def test_sent_twice_it_is_done_once(
    given: Round, dispatcher: Person, unchanged: Any, name: str, told: dict[str, Any]
) -> None:
    arguments = {"ticketId": _id(given), "idempotencyKey": f"{name}-{given.number}", **told}
    first = dispatcher.do(name, **arguments)

    with unchanged():
        again = dispatcher.do(name, **arguments)

    assert again == first


def test_a_merge_and_a_split_sent_twice_are_done_once(
    city: City, dispatcher: Person, unchanged: Any
) -> None:
    head, child = Round(city), Round(city)
    head.register()
    child.register()
    for name, told in (
        ("splitTicket", {"parts": [PART]}),
        ("mergeTickets", {"childIds": [_id(child)]}),
    ):
        arguments = {"ticketId": _id(head), "idempotencyKey": f"{name}-{head.number}", **told}
        dispatcher.do(name, **arguments)
        with unchanged():
            dispatcher.do(name, **arguments)


def test_decided_on_an_older_case_it_is_refused(given: Round, dispatcher: Person) -> None:
    seen = dispatcher.ticket(_id(given))["version"]
    dispatcher.do("recordChase", ticketId=_id(given), expectedVersion=seen)

    refusal = dispatcher.try_("recordChase", ticketId=_id(given), expectedVersion=seen)

    assert refusal == ("STALE", None)


def test_the_numbers_are_changed_by_the_administrator(person: Any, dispatcher: Person) -> None:
    numbers = "{ policy { chasesPerAlert reopenDays } errors { code field } }"
    change = document("Mutation", "changeContactPolicy", numbers)
    ask = document("Query", "contactPolicy", "{ chasesPerAlert reopenDays }")
    administrator = person("city.administrator")

    answer = administrator.ask(change, chasesPerAlert=4)["data"]["changeContactPolicy"]
    assert answer == {"policy": {"chasesPerAlert": 4, "reopenDays": 15}, "errors": []}
    assert dispatcher.ask(ask)["data"]["contactPolicy"] == answer["policy"]
    refused = administrator.ask(change, reopenDays=400)["data"]["changeContactPolicy"]
    assert refused["errors"] == [{"code": "POLICY_OUT_OF_RANGE", "field": "reopenDays"}]
    [error] = dispatcher.ask(change, reopenDays=20)["errors"]
    assert error["extensions"]["code"] == "PERMISSION_DENIED"
    administrator.ask(change, chasesPerAlert=3)
