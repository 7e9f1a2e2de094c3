"""The only doors to a notice."""

from uuid import UUID

from django.db.models import QuerySet

from kernel.errors import PermissionDenied
from notices.models import Notice
from people.actor import Actor
from tickets.secrecy import units_answered_for


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Notices of the actor's units; none of a request that is kept from the actor by now."""
    theirs = Notice.objects.filter(unit_id__in=actor.unit_ids())
    barred = units_answered_for(actor)
    return theirs.exclude(
        ticket__secret=True, ticket__respondent_unit_id__in=barred
    ).select_related("ticket")


def notice_for(actor: Actor, notice_id: UUID | None) -> Notice:
    """One notice of the actor's units; absent and forbidden raise alike."""
    notice = notices_for(actor).filter(pk=notice_id).first() if notice_id else None
    if notice is None:
        raise PermissionDenied
    return notice
