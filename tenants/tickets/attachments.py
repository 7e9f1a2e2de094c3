"""The door to a file: whoever may see its ticket, and the uploader as long as it has none."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from attachments.models import Attachment
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import tickets_visible_to, wholly_visible_to
from tickets.models import Assignment


def attachment_for(actor: Actor, attachment_id: UUID | None) -> Attachment:
    """The attachment, if the actor may open it. Absent and forbidden are one answer."""
    if attachment_id is None:
        raise PermissionDenied
    ticket = wholly_visible_to(actor).filter(pk=OuterRef("ticket_id"))
    in_part = tickets_visible_to(actor).filter(pk=OuterRef("ticket_id"))
    theirs = Assignment.objects.filter(
        Q(to_unit__in=actor.unit_ids()) | Q(from_unit__in=actor.unit_ids()),
        pk=OuterRef("assignment_id"),
    )
    own = Q(ticket_id__isnull=True, uploaded_by=actor.user_id)
    found = Attachment.objects.filter(
        own | Exists(ticket) | (Exists(in_part) & Exists(theirs)), pk=attachment_id
    ).first()
    if found is None:
        raise PermissionDenied
    return found
