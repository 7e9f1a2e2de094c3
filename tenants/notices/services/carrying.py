"""What nobody has read of a unit that ended is told to the one that took over."""

from uuid import UUID

from notices.models import Notice


def carry_notices_over(*, from_unit_id: UUID, to_unit_id: UUID) -> int:
    """Unread notices change their unit, in this workspace; how many."""
    unread = Notice.objects.filter(unit_id=from_unit_id, read_at__isnull=True)
    return unread.update(unit_id=to_unit_id)
