"""Doors to an attachment as such. Who sees it with a ticket, the ticket's own doors decide."""

from uuid import UUID

from django.db.models import QuerySet

from attachments.models import Attachment
from kernel.errors import PermissionDenied
from people.actor import Actor


def own_uploads(actor: Actor) -> QuerySet[Attachment]:
    """What the actor uploaded here and no verb has bound yet."""
    return Attachment.objects.filter(ticket_id__isnull=True, uploaded_by=actor.user_id)


def own_upload(actor: Actor, attachment_id: UUID | None) -> Attachment:
    """One of those; absent and somebody else's are one answer."""
    found = own_uploads(actor).filter(pk=attachment_id).first() if attachment_id else None
    if found is None:
        raise PermissionDenied
    return found
