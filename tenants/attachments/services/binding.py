"""Attachments of a ticket: bound by a verb, once, inside the verb's own custody transaction."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings

from attachments.errors import AttachmentError
from attachments.models import Attachment
from attachments.services.uploading import too_many
from custody.session import Session
from kernel.errors import DomainError
from kernel.ids import uuid7
from people.actor import Actor
from tenancy.context import WorkspaceRef

CARRIED = (
    *("purpose", "name", "media_type", "size", "stored_name", "sha256", "stored_sha256"),
    *("taken_at", "uploaded_by", "uploaded_by_name", "uploaded_at"),
)


def bind_attachments(
    session: Session,
    ref: WorkspaceRef,
    *,
    actor: Actor,
    ids: Collection[UUID],
    ticket_id: UUID,
    assignment_id: UUID | None = None,
    field: str = "attachmentIds",
) -> None:
    """Bind the actor's own uploads in `ref` to a ticket there.

    What is already on that ticket stays as it is. Raises ATTACHMENT_UNKNOWN for an id that is
    neither, which undoes the whole verb, and ATTACHMENT_TOO_MANY.
    """
    wanted = set(ids)
    if not wanted:
        return
    with session.in_workspace(ref):
        here = Attachment.objects.filter(ticket_id=ticket_id)
        fresh = wanted.difference(here.filter(pk__in=wanted).values_list("pk", flat=True))
        bound = Attachment.objects.filter(
            pk__in=fresh, ticket_id__isnull=True, uploaded_by=actor.user_id
        ).update(ticket_id=ticket_id, assignment_id=assignment_id, bound_at=session.at)
        if bound != len(fresh):
            raise DomainError(
                AttachmentError.ATTACHMENT_UNKNOWN,
                "附件不存在或已失效（未使用的附件保留一天），请重新上传",
                field=field,
            )
        if here.count() > settings.ATTACHMENTS_PER_TICKET:
            raise too_many()


def copy_attachments(
    session: Session,
    from_ref: WorkspaceRef,
    to_ref: WorkspaceRef,
    *,
    ids: Iterable[UUID],
    ticket_id: UUID,
    assignment_id: UUID | None = None,
) -> None:
    """Let the ticket `ticket_id` of another workspace show these files too.

    The file is not copied: the new row names the same one. A file the ticket shows already is
    left out, so a second report with the same photo shows it once.
    """
    with session.in_workspace(from_ref):
        rows = Attachment.objects.filter(pk__in=set(ids), ticket_id__isnull=False).order_by("id")
        carried = [{name: getattr(row, name) for name in CARRIED} for row in rows]
    with session.in_workspace(to_ref):
        known = set(
            Attachment.objects.filter(ticket_id=ticket_id).values_list("stored_name", flat=True)
        )
        Attachment.objects.bulk_create(
            Attachment(
                id=uuid7(),
                ticket_id=ticket_id,
                assignment_id=assignment_id,
                bound_at=session.at,
                **values,
            )
            for values in carried
            if values["stored_name"] not in known
        )
