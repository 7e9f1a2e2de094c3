"""Reads of attachments, for code that has already let its person to the ticket."""

from collections.abc import Collection, Mapping
from uuid import UUID

from attachments.models import Attachment


def attachments_of(ticket_ids: Collection[UUID]) -> Mapping[UUID, list[Attachment]]:
    """The attachments of several tickets, oldest first."""
    found: dict[UUID, list[Attachment]] = {ticket_id: [] for ticket_id in ticket_ids}
    for each in Attachment.objects.filter(ticket_id__in=list(found)).order_by("id"):
        assert each.ticket_id is not None
        found[each.ticket_id].append(each)
    return found


def used_elsewhere(digests: Collection[str], *, ticket_id: UUID) -> Mapping[str, UUID]:
    """Which of these files, by digest, some other ticket of this workspace has: the first one."""
    rows = (
        Attachment.objects.filter(sha256__in=list(digests), ticket_id__isnull=False)
        .exclude(ticket_id=ticket_id)
        .order_by("-id")
        .values_list("sha256", "ticket_id")
    )
    return {digest: other for digest, other in rows if other is not None}
