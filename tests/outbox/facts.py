"""A fact of the tests' own, and what hears of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction

from outbox import handlers
from outbox.models import OutboxMessage
from outbox.publisher import publish
from tenancy.context import in_public, in_workspace
from tests.harness.city import workspace

TOPIC = "test.happened"


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something happened, for the tests."""

    topic: ClassVar[str] = TOPIC

    workspace: str
    number: int
    group: str = "one"

    @property
    def key(self) -> str:
        return f"test:{self.group}"


@dataclass
class Heard:
    """Remembers what it was told, and does what it is asked to on the way."""

    numbers: list[int] = field(default_factory=list)
    then: Callable[[UUID, dict[str, Any]], None] = lambda _id, _payload: None

    def __call__(self, message_id: UUID, payload: dict[str, Any]) -> None:
        self.then(message_id, payload)
        self.numbers.append(payload["number"])


@contextmanager
def listening(heard: Heard) -> Iterator[Heard]:
    """Have `heard` told of every fact of the tests, for the block."""

    def listen(message_id: UUID, payload: dict[str, Any]) -> None:
        heard(message_id, payload)

    handlers.subscribe(TOPIC, listen)
    try:
        yield heard
    finally:
        handlers._handlers.pop(TOPIC)


def tell(*numbers: int, slug: str = "chibi", group: str = "one") -> None:
    """Publish facts, each in a transaction of its own, from the workspace itself."""
    ref = workspace(slug)
    for number in numbers:
        with in_workspace(ref), transaction.atomic():
            publish(Happened(workspace=ref.schema, number=number, group=group))


def messages() -> list[OutboxMessage]:
    """What lies in the outbox, in the order it was told."""
    with in_public():
        return list(OutboxMessage.objects.order_by("created_at"))
