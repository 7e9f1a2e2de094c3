"""Recording a fact in the transaction that made it true."""

import logging
from dataclasses import asdict
from typing import Any, ClassVar, Protocol

from django.db import connection, transaction

from kernel.ids import uuid7
from outbox.models import OutboxMessage

logger = logging.getLogger(__name__)
CODE_LENGTH = 100


class Fact(Protocol):
    """A frozen dataclass of ids and short codes."""

    topic: ClassVar[str]

    @property
    def key(self) -> str: ...

    @property
    def workspace(self) -> str: ...


def publish(fact: Fact) -> None:
    """Record `fact` and ring for a worker once the transaction commits."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() must run inside the transaction that made the fact true")
    payload: dict[str, Any] = asdict(fact)  # type: ignore[call-overload]
    for name, value in payload.items():
        _refuse_text(fact.topic, name, value)
    message = OutboxMessage(
        id=uuid7(),
        topic=fact.topic,
        key=fact.key,
        workspace=fact.workspace,
        payload=payload,
    )
    message.save(force_insert=True)
    transaction.on_commit(_ring, robust=True)


def _refuse_text(topic: str, name: str, value: object) -> None:
    if isinstance(value, str) and (len(value) > CODE_LENGTH or not value.isascii()):
        raise ValueError(f"{topic}.{name} is text; facts carry ids and codes only")


def _ring() -> None:
    from outbox.doorbell import ring

    ring()
