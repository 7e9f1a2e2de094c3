"""Writing the trail. Entries are never changed; sealing them is work of its own."""

from uuid import UUID

from kernel.clock import now
from kernel.ids import uuid7
from trail.models import TrailEntry


def record(
    *,
    actor_id: UUID | None,
    actor_name: str,
    verb: str,
    object_kind: str,
    object_id: UUID | None,
    reason: str = "",
    request_id: str = "",
    address: str | None = None,
) -> None:
    """Note an act in the current workspace, in the caller's transaction if there is one."""
    TrailEntry(
        id=uuid7(),
        at=now(),
        actor_id=actor_id,
        actor_name=actor_name,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        reason=reason,
        request_id=request_id,
        address=address,
    ).save(force_insert=True)
