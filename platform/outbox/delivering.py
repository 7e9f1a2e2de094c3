"""Delivering what is due: claimed under a lease, in order within a key, effects exactly once.

A worker that dies leaves its lease behind; when that has run out, another one takes over. The
effect and the note that it happened are one transaction, so a second delivery changes nothing.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kernel.clock import now
from outbox.handlers import handlers_of
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)
BATCH = 20
MAX_BACKOFF = timedelta(hours=1)
MAX_ATTEMPTS = 20


def drain(*, limit: int | None = None) -> int:
    """Deliver until nothing is due (or `limit` is reached); how many were. In public context."""
    refs = {ref.schema: ref for ref in workspace_refs()}
    delivered = 0
    while limit is None or delivered < limit:
        claimed = _claim(BATCH if limit is None else min(BATCH, limit - delivered))
        if not claimed:
            break
        for message in claimed:
            delivered += _deliver(message, refs.get(message.workspace))
    return delivered


def _claim(size: int) -> list[OutboxMessage]:
    """Lease due messages, none of which has an undelivered earlier one of its key."""
    at = now()
    waiting = OutboxMessage.objects.filter(delivered_at__isnull=True, dead=False)
    earlier = waiting.filter(key=OuterRef("key"), id__lt=OuterRef("id"))
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    with transaction.atomic():
        claimed = list(
            waiting.filter(free, ~Exists(earlier), available_at__lte=at)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("available_at", "id")[:size]
        )
        OutboxMessage.objects.filter(pk__in=[message.pk for message in claimed]).update(
            leased_until=at + LEASE
        )
    return claimed


def _deliver(message: OutboxMessage, ref: WorkspaceRef | None) -> bool:
    try:
        if ref is None:
            raise LookupError(f"no workspace {message.workspace!r}")
        for name, handler in handlers_of(message.topic).items():
            with in_workspace(ref), transaction.atomic():
                if InboxEntry.objects.filter(message_id=message.id, handler=name).exists():
                    continue
                InboxEntry(message_id=message.id, handler=name).save(force_insert=True)
                handler(message.id, message.payload)
    except Exception as error:  # whatever broke, the message must be tried again
        logger.exception("outbox.failed", extra={"topic": message.topic, "id": str(message.id)})
        _postpone(message, error)
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(delivered_at=now(), leased_until=None)
    return True


def _postpone(message: OutboxMessage, error: Exception) -> None:
    attempts = message.attempts + 1
    wait = min(timedelta(seconds=2**attempts), MAX_BACKOFF)
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=attempts,
        last_error=type(error).__name__,
        available_at=now() + wait,
        leased_until=None,
        dead=attempts >= MAX_ATTEMPTS,
    )
