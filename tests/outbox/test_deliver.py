"""Delivery: in order within a key, in turns between workspaces, each effect exactly once."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from kernel.ids import uuid7
from outbox import delivering
from outbox.clock import DatabaseNow
from outbox.delivering import MOST_ATTEMPTS, claim, deliver, drain
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from outbox.reviving import revive_dead
from tenancy.context import current_schema, in_public, in_workspace
from tests.harness.city import City
from tests.outbox.facts import Heard, messages, tell
from trail.models import TrailEntry
from trail.recording import record


def _leave_a_row(message_id: UUID, _payload: dict[str, Any]) -> None:
    record(
        actor_id=None,
        actor_name="",
        verb="test",
        object_kind="message",
        object_id=message_id,
    )


def _rows(city: City, slug: str = "chibi") -> list[UUID | None]:
    with in_workspace(city.ref(slug)):
        return list(TrailEntry.objects.order_by("id").values_list("object_id", flat=True))


def _make_due() -> None:
    with in_public():
        OutboxMessage.objects.update(available_at=DatabaseNow(), leased_until=None)


def test_delivers_in_the_facts_workspace_and_marks_it(city: City, heard: Heard) -> None:
    where = []
    heard.then = lambda _id, _payload: where.append((current_schema(), connection.in_atomic_block))
    tell(1)

    assert drain() == 1

    assert heard.numbers == [1]
    assert where == [("chibi", True)]
    [message] = messages()
    assert message.delivered_at is not None
    assert (message.attempts, message.leased_until) == (1, None)
    assert drain() == 0


def test_keeps_the_order_within_a_key(city: City, heard: Heard) -> None:
    tell(1, 2, 3, 4, 5)

    assert drain() == 5

    assert heard.numbers == [1, 2, 3, 4, 5]


def test_later_ones_of_a_key_wait_for_the_earlier_one(city: City, heard: Heard) -> None:
    def refuse_first(_id: UUID, payload: dict[str, Any]) -> None:
        if payload["number"] == 1:
            raise ZeroDivisionError

    heard.then = refuse_first
    tell(1, 2, group="one")
    tell(3, group="other")

    assert drain() == 1
    assert heard.numbers == [3]

    heard.then = lambda _id, _payload: None
    _make_due()
    assert drain() == 2
    assert heard.numbers == [3, 1, 2]


def test_a_failed_handler_leaves_nothing_behind(city: City, heard: Heard) -> None:
    def leave_and_fail(message_id: UUID, payload: dict[str, Any]) -> None:
        _leave_a_row(message_id, payload)
        raise ZeroDivisionError("13800000001 called")

    heard.then = leave_and_fail
    tell(1)

    assert drain() == 0

    assert _rows(city) == []
    with in_workspace(city.ref("chibi")):
        assert not InboxEntry.objects.exists()
    [message] = messages()
    assert message.last_error == "ZeroDivisionError"  # never the sentence, which may be personal
    assert (message.attempts, message.leased_until) == (1, None)
    assert timedelta(seconds=1) < message.available_at - message.created_at < timedelta(seconds=4)


def test_waits_longer_each_time_and_gives_up_at_last(city: City, heard: Heard) -> None:
    def fail(_id: UUID, _payload: dict[str, Any]) -> None:
        raise ZeroDivisionError

    heard.then = fail
    tell(1)
    waits = []
    for _ in range(MOST_ATTEMPTS):
        _make_due()
        with in_public():
            before = OutboxMessage.objects.annotate(at=DatabaseNow()).get().at
        drain()
        waits.append((messages()[0].available_at - before).total_seconds())

    [message] = messages()
    assert message.dead
    assert waits[:4] == pytest.approx([2, 4, 8, 16], abs=1)
    assert max(waits) == pytest.approx(3600, abs=2)
    _make_due()
    assert drain() == 0

    heard.then = lambda _id, _payload: None
    assert revive_dead(topic="another") == 0
    assert revive_dead() == 1
    assert drain() == 1
    assert heard.numbers == [1]


def test_a_dead_message_does_not_silence_its_key(city: City, heard: Heard) -> None:
    tell(1, 2)
    with in_public():
        OutboxMessage.objects.filter(payload__number=1).update(dead=True)

    assert drain() == 1
    assert heard.numbers == [2]


def test_a_message_that_kills_its_workers_is_given_up(city: City, heard: Heard) -> None:
    """Nothing is written when a process dies: only the number of claims tells."""
    tell(1)
    with in_public():
        for _ in range(MOST_ATTEMPTS):
            assert len(claim("chibi")) == 1
            _make_due()

    assert drain() == 0
    assert messages()[0].dead
    assert heard.numbers == []


def test_a_second_delivery_changes_nothing(city: City, heard: Heard) -> None:
    """The worker died between the effect and the mark: the lease runs out, it comes again."""
    heard.then = _leave_a_row
    tell(1)
    drain()
    with in_public():
        OutboxMessage.objects.update(delivered_at=None)

    assert drain() == 1

    assert len(_rows(city)) == 1
    assert messages()[0].delivered_at is not None


def test_what_is_leased_is_left_alone_until_the_lease_is_over(
    city: City, heard: Heard, settings: Settings
) -> None:
    tell(1)
    with in_public():
        assert len(claim("chibi")) == 1
        assert claim("chibi") == []
    assert drain() == 0

    settings.OUTBOX_LEASE_SECONDS = 0
    with in_public():
        OutboxMessage.objects.update(leased_until=DatabaseNow())
    assert drain() == 1


def test_one_who_lost_the_lease_cannot_postpone_the_message(city: City, heard: Heard) -> None:
    tell(1)
    with in_public():
        [slow] = claim("chibi")
        _make_due()
        [quick] = claim("chibi")
        heard.then = lambda _id, _payload: 1 / 0
        assert deliver(slow, city.ref("chibi")) is False
        assert messages()[0].leased_until is not None
        heard.then = lambda _id, _payload: None
        assert deliver(quick, city.ref("chibi")) is True


def test_two_that_deliver_the_same_at_once_have_one_effect(city: City, heard: Heard) -> None:
    """The lease ran out while a handler was at work: the second waits for the first's commit."""
    inside, go_on = threading.Event(), threading.Event()

    def slow(message_id: UUID, payload: dict[str, Any]) -> None:
        _leave_a_row(message_id, payload)
        inside.set()
        assert go_on.wait(10)

    heard.then = slow
    tell(1)
    with in_public():
        [first] = claim("chibi")
        _make_due()
        [second] = claim("chibi")
    ref = city.ref("chibi")
    ends: list[bool] = []

    def run(message: OutboxMessage) -> None:
        try:
            ends.append(deliver(message, ref))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[message]) for message in (first, second)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(20)

    assert ends == [True, True]
    assert heard.numbers == [1]
    assert len(_rows(city)) == 1


def test_concurrent_drains_share_the_work(city: City, heard: Heard) -> None:
    heard.then = _leave_a_row
    for group in range(20):
        tell(*range(group * 5, group * 5 + 5), group=str(group))
    delivered: list[int] = []

    def run() -> None:
        try:
            delivered.append(drain())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    drain()

    assert sorted(heard.numbers) == list(range(100))
    for group in range(20):
        mine = [number for number in heard.numbers if number // 5 == group]
        assert mine == sorted(mine)
    assert len(_rows(city)) == 100


def test_a_busy_workspace_does_not_keep_a_quiet_one_waiting(city: City, heard: Heard) -> None:
    for group in range(3 * delivering.SHARE):
        tell(group, group=str(group), slug="chibi")
    tell(999, slug="xianan")

    drain()

    assert heard.numbers.index(999) <= delivering.SHARE


def test_stops_when_its_time_is_up(city: City, heard: Heard) -> None:
    for group in range(5):
        tell(group, group=str(group))

    assert drain(seconds=0) == 0
    assert drain() == 5


def test_a_share_is_given_back_when_the_lease_runs_short(
    city: City, heard: Heard, settings: Settings
) -> None:
    settings.OUTBOX_LEASE_SECONDS = 0.2
    heard.then = lambda _id, _payload: threading.Event().wait(0.15) and None
    for group in range(3):
        tell(group, group=str(group))
    with in_public():
        claimed = claim("chibi")
        refs = {"chibi": city.ref("chibi")}
        assert delivering._deliver_all(claimed, refs, end=float("inf")) == 1

    assert [message.leased_until for message in messages()[1:]] == [None, None]
    assert [message.attempts for message in messages()] == [1, 0, 0]


def test_an_unknown_workspace_is_an_error_not_the_shared_tables(city: City, heard: Heard) -> None:
    with in_public():
        OutboxMessage.objects.create(
            id=uuid7(),
            topic="test.happened",
            key="k",
            workspace="nowhere",
            payload={"number": 1},
        )

    assert drain() == 0
    assert heard.numbers == []
    assert messages()[0].last_error == "LookupError"


def test_the_note_needs_the_effects_transaction(city: City) -> None:
    from outbox.inbox.entries import is_first_time

    with in_workspace(city.ref("chibi")):
        with pytest.raises(RuntimeError):
            is_first_time(uuid7(), "h")
        message = uuid7()
        with transaction.atomic():
            assert is_first_time(message, "h")
            assert not is_first_time(message, "h")
            assert is_first_time(message, "other")
