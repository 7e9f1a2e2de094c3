"""Delivering what is due: claimed under a lease, in order within a key, effects exactly once.

A worker that dies leaves its lease behind; when that has run out, another one takes over. The
effect and the note that it happened are one transaction, so a second delivery changes nothing.
"""

import time
from collections.abc import Mapping
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from structlog.contextvars import bound_contextvars

from outbox.clock import DatabaseNow, from_now
from outbox.handlers import handlers_of
from outbox.inbox.entries import is_first_time
from outbox.models import WAITING, OutboxMessage
from telemetry.metrics import OUTBOX_DELIVERED, OUTBOX_DIED, OUTBOX_FAILED
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs

log = structlog.get_logger(__name__)
SHARE = 10  # messages of one workspace before the next has its turn
BUDGET_SECONDS = 20.0
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 20


def lease() -> timedelta:
    """How long a claimed message is left alone. Longer than a handler takes."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def drain(*, seconds: float = BUDGET_SECONDS) -> int:
    """Deliver what is due, workspace by workspace in turns; how many were. In public context.

    Stops when nothing is due or the time is up; safe to run concurrently with itself.
    """
    refs = {ref.schema: ref for ref in workspace_refs()}
    end = time.monotonic() + seconds
    delivered = 0
    claimed_any = True
    while claimed_any and time.monotonic() < end:
        claimed_any = False
        for workspace in _workspaces_with_work():
            claimed = claim(workspace)
            claimed_any = claimed_any or bool(claimed)
            delivered += _deliver_all(claimed, refs, end)
    return delivered


def _due() -> Q:
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=DatabaseNow())
    return WAITING & free & Q(available_at__lte=DatabaseNow())


def _workspaces_with_work() -> list[str]:
    due = OutboxMessage.objects.filter(_due())
    return list(due.values_list("workspace", flat=True).distinct().order_by("workspace"))


def claim(workspace: str) -> list[OutboxMessage]:
    """Lease some due messages of a workspace, none with an undelivered earlier one of its key."""
    same_key = OutboxMessage.objects.filter(WAITING, key=OuterRef("key"))
    earlier = same_key.filter(
        Q(created_at__lt=OuterRef("created_at"))
        | Q(created_at=OuterRef("created_at"), id__lt=OuterRef("id"))
    )
    with transaction.atomic():
        claimed = list(
            OutboxMessage.objects.filter(_due(), ~Exists(earlier), workspace=workspace)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("available_at", "id")[:SHARE]
        )
        OutboxMessage.objects.filter(pk__in=[message.pk for message in claimed]).update(
            leased_until=from_now(lease()), attempts=F("attempts") + 1
        )
    for message in claimed:
        message.attempts += 1
    return claimed


def _deliver_all(claimed: list[OutboxMessage], refs: Mapping[str, WorkspaceRef], end: float) -> int:
    """Deliver while the lease surely lasts; what is left over is given back."""
    until = min(end, time.monotonic() + lease().total_seconds() / 2)
    delivered = 0
    for position, message in enumerate(claimed):
        if position and time.monotonic() > until:
            _give_back(claimed[position:])
            break
        delivered += deliver(message, refs.get(message.workspace))
    return delivered


def _give_back(messages: list[OutboxMessage]) -> None:
    for message in messages:
        _mine(message).update(leased_until=None, attempts=F("attempts") - 1)


def deliver(message: OutboxMessage, ref: WorkspaceRef | None) -> bool:
    """Bring one claimed message to its handlers; False if it must wait or is given up."""
    if message.attempts > MOST_ATTEMPTS:  # it killed every worker that took it up
        _bury(message, "worker lost")
        return False
    try:
        _handle(message, ref)
    except Exception as problem:
        OUTBOX_FAILED.labels(topic=message.topic).inc()
        log.exception("outbox.failed", **_described(message))
        _postpone(message, type(problem).__name__)
        return False
    OutboxMessage.objects.filter(pk=message.pk, delivered_at=None).update(
        delivered_at=DatabaseNow(), leased_until=None
    )
    OUTBOX_DELIVERED.labels(topic=message.topic).inc()
    return True


def _handle(message: OutboxMessage, ref: WorkspaceRef | None) -> None:
    if ref is None:
        raise LookupError(f"no workspace {message.workspace!r}")
    for name, handler in handlers_of(message.topic).items():
        said = bound_contextvars(workspace=ref.slug, message_id=str(message.id))
        with said, in_workspace(ref), transaction.atomic():
            if is_first_time(message.id, name):
                handler(message.id, message.payload)


def _mine(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The message, unless somebody took it over: every claim counts one attempt more."""
    return OutboxMessage.objects.filter(pk=message.pk, delivered_at=None, attempts=message.attempts)


def _postpone(message: OutboxMessage, problem: str) -> None:
    if message.attempts >= MOST_ATTEMPTS:
        _bury(message, problem)
        return
    wait = min(timedelta(seconds=2**message.attempts), LONGEST_WAIT)
    _mine(message).update(available_at=from_now(wait), leased_until=None, last_error=problem)


def _bury(message: OutboxMessage, problem: str) -> None:
    """Give a message up: later ones of its key go on, a person must look at this one."""
    _mine(message).update(dead=True, leased_until=None, last_error=problem)
    OUTBOX_DIED.labels(topic=message.topic).inc()
    log.error("outbox.dead", problem=problem, **_described(message))


def _described(message: OutboxMessage) -> dict[str, object]:
    return {
        "topic": message.topic,
        "message_id": str(message.id),
        "workspace": message.workspace,
        "attempts": message.attempts,
    }
