"""Reading the trail: who did or saw what, and when."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kernel.partitions import floor_of
from trail.models import TrailEntry


def entries_about(
    object_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[TrailEntry]:
    """Everything done to or read of one object, oldest first; `until` is exclusive."""
    return _between(TrailEntry.objects.filter(object_id=object_id), since, until)


def entries_by(
    actor_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[TrailEntry]:
    """Everything one person did or read, oldest first; `until` is exclusive."""
    return _between(TrailEntry.objects.filter(actor_id=actor_id), since, until)


def _between(
    entries: QuerySet[TrailEntry], since: datetime | None, until: datetime | None
) -> QuerySet[TrailEntry]:
    """Bounds on the key as well, so that the database skips the partitions of other years."""
    if since is not None:
        entries = entries.filter(at__gte=since, id__gte=floor_of(since))
    if until is not None:
        entries = entries.filter(at__lt=until)
    return entries.order_by("at", "id")
