"""Workers die in mid-work, Redis forgets all: nothing is lost, nothing happens twice."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import psutil
import pytest
from django.db import transaction

from outbox import doorbell
from outbox.models import WAITING, OutboxMessage
from outbox.publisher import publish
from tenancy.context import in_public, in_workspace
from tests.chaos.effects import HALVES, TOPIC
from tests.chaos.processes import Broker, Program, running_broker, running_celery
from tests.harness.city import City
from trail.models import TrailEntry

SLUGS = ("xianning", "chibi")
GROUPS = 10
SEED = 20261124
LONGEST_SECONDS = 150.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something to be done by a worker."""

    topic: ClassVar[str] = TOPIC

    workspace: str
    group: str
    number: int

    @property
    def key(self) -> str:
        return f"{self.workspace}:{self.group}"


@pytest.fixture
def broker(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A Redis of the test's own; rings of this process go nowhere, beat's are enough."""
    monkeypatch.setattr(doorbell, "_silent_until", float("inf"))
    with running_broker() as running:
        yield running


def _tell(city: City, messages: int) -> None:
    for number in range(messages):
        ref = city.ref(SLUGS[number % len(SLUGS)])
        group = f"group-{number // len(SLUGS) % GROUPS}"
        with in_workspace(ref), transaction.atomic():
            publish(Told(workspace=ref.schema, group=group, number=number))


def _undelivered() -> int:
    with in_public():
        return OutboxMessage.objects.filter(WAITING).count()


def _wait_for_all(worker: Program, *, within: float) -> None:
    end = time.monotonic() + within
    while _undelivered() and time.monotonic() < end:
        worker.keep_running()
        time.sleep(0.2)


def _assert_each_happened_once(city: City, messages: int) -> None:
    with in_public():
        told = list(OutboxMessage.objects.order_by("created_at"))
    assert len(told) == messages
    assert [message.id for message in told if message.dead] == []
    assert [message.id for message in told if message.delivered_at is None] == []
    for slug in SLUGS:
        with in_workspace(city.ref(slug)):
            rows = list(TrailEntry.objects.order_by("at", "id"))
        mine = [message.id for message in told if message.workspace == slug]
        happened = Counter((row.object_id, row.verb) for row in rows)
        assert happened == Counter((each, half) for each in mine for half in HALVES)
        for group in {row.object_kind for row in rows}:
            order = [int(row.reason) for row in rows if row.object_kind == group]
            assert order == sorted(order), f"{slug} {group} out of order"


@dataclass
class Killer:
    """Kills at random moments, from a seed, and notes what it killed."""

    chance: random.Random
    worker: Program
    children: int = 0
    parents: int = 0

    def strike(self) -> None:
        time.sleep(self.chance.uniform(0.3, 1.5))
        self.worker.keep_running()
        found = self.worker.children()
        if not found:
            return  # it has only just been started
        if self.chance.random() < 0.2:
            self._kill_parent(found)
        else:
            self._kill_one(self.chance.choice(found))

    def _kill_one(self, child: psutil.Process) -> None:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            return
        self.children += 1

    def _kill_parent(self, children: list[psutil.Process]) -> None:
        self.worker.kill()
        if self.chance.random() < 0.5:
            for child in children:
                self._kill_one(child)
        self.parents += 1
        self.worker.start()


@pytest.mark.timeout(400)
def test_killed_workers_lose_nothing_and_double_nothing(
    city: City, broker: Broker, tmp_path: Path
) -> None:
    _tell(city, 200)
    with running_celery(broker, tmp_path) as (worker, _beat):
        killer = Killer(random.Random(SEED), worker)
        end = time.monotonic() + LONGEST_SECONDS
        while _undelivered() > 20 and time.monotonic() < end:
            broker.ring()
            killer.strike()
        _wait_for_all(worker, within=60)

    _assert_each_happened_once(city, 200)
    assert killer.children >= 4
    assert killer.parents >= 1
    with in_public():
        begun_again = OutboxMessage.objects.filter(attempts__gt=1).count()
    assert begun_again > 0, "no kill fell into the middle of a delivery"


@pytest.mark.timeout(200)
def test_a_redis_that_forgets_everything_costs_seconds(
    city: City, broker: Broker, tmp_path: Path
) -> None:
    with running_celery(broker, tmp_path) as (worker, _beat):
        _tell(city, 20)
        _wait_for_all(worker, within=60)
        broker.kill()
        _tell(city, 20)
        broker.start()
        _wait_for_all(worker, within=60)

    assert _undelivered() == 0
    with in_public():
        assert OutboxMessage.objects.filter(dead=True).count() == 0


@pytest.mark.timeout(200)
def test_two_beats_and_a_killed_one_change_nothing(
    city: City, broker: Broker, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    with (
        running_celery(broker, tmp_path) as (worker, beat),
        running_celery(broker, tmp_path / "other"),
    ):
        _tell(city, 40)
        _wait_for_all(worker, within=60)
        beat.kill()
        _tell(city, 40)
        _wait_for_all(worker, within=60)

    with in_public():
        assert OutboxMessage.objects.filter(delivered_at__isnull=False).count() == 80
    for slug in SLUGS:
        with in_workspace(city.ref(slug)):
            happened = Counter((row.object_id, row.verb) for row in TrailEntry.objects.all())
        assert set(happened.values()) == {1}
        assert len(happened) == 80
