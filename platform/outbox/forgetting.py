"""Letting go of what has been delivered, on both sides."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from kernel.clock import now
from kernel.partitions import floor_of
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from tenancy.context import in_workspace, workspace_refs

KEPT_FOR = timedelta(days=7)
# The receiving side remembers longer: a message that is still there must find its note.
REMEMBERED_FOR = 4 * KEPT_FOR
PORTION = 2_000


def forget_delivered() -> int:
    """Delete old delivered messages and old notes of them; how many messages. In public context."""
    oldest_kept = floor_of(now() - KEPT_FOR)
    forgotten = _delete(
        OutboxMessage.objects.filter(id__lt=oldest_kept, delivered_at__isnull=False)
    )
    oldest_remembered = floor_of(now() - REMEMBERED_FOR)
    for ref in workspace_refs():
        with in_workspace(ref):
            _delete(InboxEntry.objects.filter(id__lt=oldest_remembered))
    return forgotten


def _delete(rows: QuerySet[Any]) -> int:
    """Delete in portions, so that no statement holds locks or runs for long."""
    deleted = 0
    while ids := list(rows.order_by("id").values_list("id", flat=True)[:PORTION]):
        deleted += rows.filter(id__in=ids).delete()[0]
    return deleted
