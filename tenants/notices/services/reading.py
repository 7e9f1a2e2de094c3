"""已读: somebody of the unit has seen it."""

from uuid import UUID

from kernel.clock import now
from notices.access import notice_for
from notices.models import Notice
from people.actor import Actor


def mark_notice_read(*, actor: Actor, notice_id: UUID | None) -> Notice:
    """Note that somebody of the unit has read it; the first reader counts."""
    notice = notice_for(actor, notice_id)
    unread = Notice.objects.filter(pk=notice.pk, read_at=None)
    if unread.update(read_at=now(), read_by=actor.user_id):
        notice = notice_for(actor, notice_id)
    return notice
