"""The only doors to a notice."""

from uuid import UUID

from django.db.models import QuerySet

from kernel.clock import now
from kernel.errors import PermissionDenied
from notices.models import Notice
from people.actor import Actor


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Notices of the actor's units."""
    return Notice.objects.filter(unit_id__in=actor.unit_ids()).select_related("ticket")


def mark_notice_read(*, actor: Actor, notice_id: UUID | None) -> Notice:
    """Note that somebody of the unit has read it; the first reader counts."""
    notice = notices_for(actor).filter(pk=notice_id).first()
    if notice is None:
        raise PermissionDenied
    if notice.read_at is None:
        notice.read_at, notice.read_by = now(), actor.user_id
        notice.save(update_fields=["read_at", "read_by"])
    return notice
