"""The only doors to a notice."""

from uuid import UUID

from django.db.models import QuerySet

from kernel.errors import PermissionDenied
from notices.models import Notice
from people.actor import Actor


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Notices of the actor's units."""
    return Notice.objects.filter(unit_id__in=actor.unit_ids()).select_related("ticket")


def notice_for(actor: Actor, notice_id: UUID | None) -> Notice:
    """One notice of the actor's units; absent and forbidden raise alike."""
    notice = notices_for(actor).filter(pk=notice_id).first() if notice_id else None
    if notice is None:
        raise PermissionDenied
    return notice
