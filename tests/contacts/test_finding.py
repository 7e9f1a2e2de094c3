"""Found by phone, name, number, address or words; by people at the accepting centre alone."""

from dataclasses import replace
from typing import Any

import pytest

from contacts.finding import Sought, find_tickets, history_of_caller
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.city import City
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST, Round
from trail.models import TrailEntry

ZHANG = replace(
    REQUEST,
    title="窨井盖丢失",
    body="路口的窨井盖不见了。",
    caller_name="赵六",
    caller_phone="13500000006",
    address="阳光小区3栋2单元",
)
LI = replace(
    REQUEST,
    title="停水",
    body="家里停水两天。",
    caller_name="李 四",
    caller_phone="13900000002",
    address="幸福路8号",
)


@pytest.fixture
def found(city: City) -> Any:
    """The numbers of what an actor finds, newest first."""

    def search(actor: Actor, **said: str) -> list[str]:
        with in_workspace(actor.workspace):
            tickets = find_tickets(actor, Sought(**said)).order_by("-created_at", "-id")
            return list(tickets.values_list("number", flat=True))

    return search


@pytest.fixture(scope="module")
def two(city: City) -> tuple[Round, Round]:
    """One of 赵六, one of 李四, both accepted by the city."""
    rounds = Round(city), Round(city)
    for round_, request in zip(rounds, (ZHANG, LI), strict=True):
        round_.register(request=request)
    return rounds


@pytest.fixture(scope="module")
def secret(city: City, database: str) -> Round:
    round_ = Round(city)
    round_.register(
        request=replace(
            ZHANG,
            title="举报",
            body="有人收礼。",
            address="秘密路1号",
            caller_name="王五",
            caller_phone="13700000003",
        )
    )
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET secret = true WHERE number = %s", [round_.number]
        )
    return round_


@pytest.mark.parametrize(
    "said",
    [
        {"phone": "135-0000-0006"},
        {"name": "赵六"},
        {"address": "阳光小区3栋"},
        {"text": "窨井盖 路口"},
        {"phone": "13500000006", "name": "赵六", "address": "阳光小区", "text": "窨井盖"},
    ],
)
def test_is_found_by_what_the_citizen_says(two: Any, found: Any, said: dict[str, str]) -> None:
    assert found(two[0].dispatcher, **said) == [two[0].number]


def test_all_that_is_said_must_fit(two: Any, found: Any) -> None:
    assert found(two[0].dispatcher, phone="13500000006", name="李四") == []
    assert found(two[0].dispatcher, phone="13900000002", name="李四") == [two[1].number]


@pytest.mark.parametrize("end", [None, 4, 6, 10])
@pytest.mark.parametrize("hyphens", [True, False])
def test_is_found_by_its_number_or_the_end_of_it(
    two: Any, found: Any, end: int | None, hyphens: bool
) -> None:
    whole = two[1].number if hyphens else two[1].number.replace("-", "")
    digits = whole if end is None else two[1].number.replace("-", "")[-end:]

    assert found(two[1].dispatcher, number=digits) == [two[1].number]


def test_digits_of_full_width_are_digits(two: Any, found: Any) -> None:
    wide = "".join(chr(ord(mark) + 0xFEE0) for mark in two[0].number[-6:])

    assert found(two[0].dispatcher, number=wide) == [two[0].number]


@pytest.mark.parametrize("number", ["123", "12-3", "abcd", "12a4"])
def test_too_little_of_a_number_is_refused(round_: Round, refused: Any, number: str) -> None:
    with refused("NUMBER_TOO_SHORT", "number"), in_workspace(round_.dispatcher.workspace):
        find_tickets(round_.dispatcher, Sought(number=number))


def test_nothing_said_is_refused(round_: Round, refused: Any) -> None:
    with refused("NOTHING_SOUGHT"), in_workspace(round_.dispatcher.workspace):
        find_tickets(round_.dispatcher, Sought(name="  "))


@pytest.mark.parametrize("service", [find_tickets, history_of_caller])
def test_a_malformed_number_is_refused(round_: Round, service: Any) -> None:
    said = Sought(phone="12") if service is find_tickets else "12"

    with in_workspace(round_.dispatcher.workspace), pytest.raises(DomainError) as refusal:
        service(round_.dispatcher, said)

    assert (refusal.value.code, refusal.value.field) == ("PHONE_MALFORMED", "phone")


def test_a_secret_ticket_is_found_by_its_number_alone(secret: Round, found: Any) -> None:
    dispatcher = secret.dispatcher

    assert found(dispatcher, number=secret.number) == [secret.number]
    assert found(dispatcher, phone="13700000003") == []
    assert found(dispatcher, name="王五") == []
    assert found(dispatcher, address="秘密路1号") == []
    assert found(dispatcher, text="收礼") == []
    assert found(dispatcher, number=secret.number, phone="13700000003") == []


def test_a_county_finds_what_the_city_gave_it_by_number_alone(round_: Round, found: Any) -> None:
    round_.register(request=replace(LI, address="只此一处", caller_phone="13400000009"))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)

    assert found(round_.county, number=round_.number) == [round_.number]
    assert found(round_.county, address="只此一处") == []
    assert found(round_.county, phone="13400000009") == []


def test_another_workspace_finds_nothing(two: Any, city: City, found: Any) -> None:
    other = city.actor("xianan.dispatcher")

    assert found(other, number=two[0].number) == []
    assert found(other, phone="13500000006") == []


def test_who_does_not_talk_to_citizens_may_not_look(round_: Round) -> None:
    with in_workspace(round_.township.workspace), pytest.raises(PermissionDenied):
        find_tickets(round_.township, Sought(phone="13500000006"))


def test_the_trail_says_by_what_but_not_what(two: Any, found: Any) -> None:
    dispatcher = two[0].dispatcher
    found(dispatcher, phone="13500000006", name="赵六")

    with in_workspace(dispatcher.workspace):
        entry = TrailEntry.objects.filter(verb="tickets.find").latest("at")

    assert (entry.actor_id, entry.reason) == (dispatcher.user_id, "phone,name")


def test_the_history_of_a_caller_is_what_one_may_see(two: Any, secret: Round, city: City) -> None:
    with in_workspace(two[0].dispatcher.workspace):
        theirs = history_of_caller(two[0].dispatcher, "13900000002")
        assert [each.number for each in theirs] == [two[1].number]
        assert not history_of_caller(two[0].dispatcher, "13700000003").exists()
    with in_workspace(two[0].township.workspace):
        assert not history_of_caller(two[0].township, "13900000002").exists()
