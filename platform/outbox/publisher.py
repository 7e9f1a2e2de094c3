"""Recording a fact in the transaction that made it true."""

import dataclasses
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db import connection, transaction

from kernel.ids import uuid7
from kernel.personal_numbers import is_personal_number
from outbox.clock import DatabaseNow
from outbox.doorbell import ring
from outbox.models import OutboxMessage

CODE_LENGTH = 100


class Fact(Protocol):
    """A frozen dataclass of ids and short codes. A field added later needs a default: messages
    of the release before are still on their way."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    topic: ClassVar[str]

    @property
    def key(self) -> str:
        """Facts of one key are told in order. Publishers of one key must exclude each other."""

    @property
    def workspace(self) -> str:
        """The schema in which it is handled."""


class TextInFact(ValueError):
    """A fact carries something other than ids and codes: it would lie in a shared table."""


def publish(fact: Fact) -> None:
    """Record `fact`, and ring for a worker once the transaction commits."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() must run inside the transaction that made the fact true")
    message = OutboxMessage(
        id=uuid7(),
        topic=fact.topic,
        key=fact.key,
        workspace=fact.workspace,
        payload=payload_of(fact),
        created_at=DatabaseNow(),
        available_at=DatabaseNow(),
    )
    message.save(force_insert=True)
    transaction.on_commit(ring, robust=True)


def payload_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON. Raises TextInFact for anything but ids and codes."""
    return {
        field.name: _plain(f"{fact.topic}.{field.name}", getattr(fact, field.name))
        for field in dataclasses.fields(fact)
    }


def _plain(name: str, value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(name, each) for each in value]
    if not isinstance(value, str):
        raise TextInFact(f"{name} is a {type(value).__name__}; facts carry ids and codes only")
    if len(value) > CODE_LENGTH or not value.isascii() or is_personal_number(value):
        raise TextInFact(f"{name} is text; facts carry ids and codes only")
    return str.__str__(value)
