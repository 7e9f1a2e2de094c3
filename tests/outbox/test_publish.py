"""Telling a fact: inside the transaction that made it true, and nothing but ids and codes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from outbox.publisher import TextInFact, payload_of, publish
from tenancy.context import in_public, in_workspace
from tests.harness.city import City
from tests.outbox.facts import TOPIC, Happened, messages, tell


@dataclass(frozen=True)
class Odd:
    """A fact with whatever in it."""

    topic: ClassVar[str] = "test.odd"
    value: Any
    key: str = "odd"
    workspace: str = "chibi"


def test_outside_a_transaction_it_is_refused(city: City) -> None:
    with in_workspace(city.ref("chibi")), pytest.raises(RuntimeError):
        publish(Happened(workspace="chibi", number=1))

    assert messages() == []


def test_what_is_rolled_back_was_never_told(city: City, rings: list[str]) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        in_workspace(city.ref("chibi")),
        transaction.atomic(),
    ):
        publish(Happened(workspace="chibi", number=1))
        raise ZeroDivisionError

    assert messages() == []
    assert rings == []


def test_what_is_committed_lies_in_the_outbox_and_rings(city: City, rings: list[str]) -> None:
    tell(7)

    [message] = messages()
    assert (message.topic, message.key, message.workspace) == (TOPIC, "test:one", "chibi")
    assert message.payload == {"workspace": "chibi", "number": 7, "group": "one"}
    assert (message.attempts, message.delivered_at, message.dead) == (0, None, False)
    assert rings == ["ring"]


def test_a_broker_that_is_down_fails_no_request(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kombu.exceptions import OperationalError

    from outbox.tasks import drain_outbox

    asked = []

    def down(**_: object) -> None:
        asked.append(1)
        raise OperationalError("no route")

    monkeypatch.setattr(drain_outbox, "apply_async", down)
    tell(1, 2, 3)

    assert len(messages()) == 3
    assert len(asked) == 1  # after a failure the bell is left alone for a while


def test_a_workspace_tells_nothing_on_behalf_of_another(city: City) -> None:
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        in_workspace(city.ref("chibi")),
        transaction.atomic(),
    ):
        publish(Happened(workspace="xianan", number=1))

    assert messages() == []


@pytest.mark.parametrize("statement", ["SELECT id FROM", "UPDATE", "DELETE FROM"])
def test_a_workspace_cannot_read_or_change_the_outbox(city: City, statement: str) -> None:
    from django.db import connection

    tell(1)
    suffix = " SET attempts = 9" if statement == "UPDATE" else ""
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        in_workspace(city.ref("chibi")),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{statement} public.outbox_outboxmessage{suffix}")


IDENTIFIER = UUID("0193a000-7000-7000-8000-a13800000001")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        (3, 3),
        (True, True),
        ("delegate", "delegate"),
        ("4212-2026-000123", "4212-2026-000123"),
        (IDENTIFIER, str(IDENTIFIER)),
        (str(IDENTIFIER), str(IDENTIFIER)),
        (datetime(2026, 11, 24, tzinfo=UTC), "2026-11-24T00:00:00+00:00"),
        ((1, "a"), [1, "a"]),
    ],
)
def test_carries_ids_and_codes(value: object, stored: object) -> None:
    assert payload_of(Odd(value))["value"] == stored


@pytest.mark.parametrize(
    "value",
    [
        "路灯不亮",
        "x" * 101,
        "13800000001",
        "0715-8888888",
        "421281198001011234",
        {"a": 1},
        1.5,
        b"x",
        ["张三"],
    ],
)
def test_refuses_text_and_personal_numbers(value: object) -> None:
    with pytest.raises(TextInFact, match=r"test\.odd\.value") as refusal:
        payload_of(Odd(value))

    assert str(value) not in str(refusal.value)


def test_order_is_the_databases_not_the_publishers(city: City, time_travel: Callable) -> None:
    """A publisher whose clock is an hour behind does not overtake what was told before."""
    tell(1)
    time_travel(hours=-1)
    tell(2)

    with in_public():
        assert [message.payload["number"] for message in messages()] == [1, 2]
