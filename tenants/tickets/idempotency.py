"""Each command at most once: a repeat with the same key gets the first one's result."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError

from custody.session import Session
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tickets.access import ticket_for
from tickets.errors import TicketError
from tickets.models import IdempotencyKey, Ticket

KEY_LIMIT = 64


@dataclass(frozen=True)
class Once:
    """A client-made key and what it stands for."""

    key: str
    operation: str
    fingerprint: str

    @classmethod
    def of(cls, key: str | None, operation: str, arguments: dict[str, Any]) -> "Once | None":
        """None without a key: the command is then not protected against repeats."""
        if not key:
            return None
        if len(key) > KEY_LIMIT:
            raise DomainError(
                TicketError.IDEMPOTENCY_MISMATCH, "提交标识过长", field="idempotencyKey"
            )
        said = orjson.dumps(arguments, option=orjson.OPT_SORT_KEYS, default=str)
        return cls(key, operation, hashlib.sha256(said).hexdigest())


def once_only(actor: Actor, once: Once | None, work: Callable[[], Ticket]) -> Ticket:
    """Run `work` unless this command was carried out before; then answer as it did.

    A refusal or a collision is looked at again: its twin may have been the one that succeeded.
    """
    if once is None:
        return work()
    earlier = _replay(actor, once)
    if earlier is not None:
        return earlier
    try:
        return work()
    except (DomainError, PermissionDenied, IntegrityError):
        twin = _replay(actor, once)
        if twin is None:
            raise
        return twin


def remember(session: Session, actor: Actor, once: Once | None, ticket_id: UUID) -> None:
    """Note the command in its own transaction, standing in the actor's workspace."""
    if once is None:
        return
    IdempotencyKey.objects.create(
        actor_id=actor.user_id,
        key=once.key,
        operation=once.operation,
        fingerprint=once.fingerprint,
        ticket_id=ticket_id,
        case_version=session.state.version + 1,
        created_at=session.at,
    )


def _replay(actor: Actor, once: Once) -> Ticket | None:
    known = IdempotencyKey.objects.filter(actor_id=actor.user_id, key=once.key).first()
    if known is None:
        return None
    if (known.operation, known.fingerprint) != (once.operation, once.fingerprint):
        raise DomainError(
            TicketError.IDEMPOTENCY_MISMATCH,
            "该提交标识已用于另一项操作，请刷新页面后重试",
            field="idempotencyKey",
        )
    return ticket_for(actor, known.ticket_id)
