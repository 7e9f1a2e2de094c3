"""A clean database, a listener, and no broker: rings go nowhere."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
import uuid6

from kernel.clock import now
from outbox import doorbell
from tests.outbox.facts import Heard, listening


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Rings for a worker, in place of a broker."""
    from outbox.tasks import drain_outbox

    heard: list[str] = []
    monkeypatch.setattr(doorbell, "_silent_until", 0.0)
    monkeypatch.setattr(drain_outbox, "apply_async", lambda **_: heard.append("ring"))
    return heard


@pytest.fixture(autouse=True)
def _quiet(rings: list[str]) -> None:
    """No test of this folder rings a real bell unless it says so."""


@pytest.fixture
def heard(database: str) -> Iterator[Heard]:
    with listening(Heard()) as listener:
        yield listener


@pytest.fixture
def time_travel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Move this process's clock; the database's stays, and ids are the test's own."""
    monkeypatch.setattr(uuid6, "_last_v7_timestamp", None)
    travellers: list[time_machine.travel] = []

    def go(**difference: float) -> None:
        traveller = time_machine.travel(now() + timedelta(**difference))
        traveller.start()
        travellers.append(traveller)

    yield go
    for traveller in reversed(travellers):
        traveller.stop()
