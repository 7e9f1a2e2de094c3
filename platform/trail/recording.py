"""Writing the trail. Entries are never changed; sealing them is work of its own."""

from uuid import UUID

from kernel.clock import now
from kernel.ids import uuid7
from telemetry.request import current_request
from trail.models import TrailEntry


def record(
    *,
    actor_id: UUID | None,
    actor_name: str,
    verb: str,
    object_kind: str,
    object_id: UUID | None,
    unit_id: UUID | None = None,
    reason: str = "",
    request_id: str = "",
    address: str | None = None,
) -> None:
    """Note an act in the current workspace, in the caller's transaction if there is one.

    Request and address are those of the request being answered unless given. Works under the
    custody role, which may add to the trail and not read it.
    """
    request = current_request()
    TrailEntry(
        id=uuid7(),
        at=now(),
        actor_id=actor_id,
        actor_name=actor_name,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        unit_id=unit_id,
        reason=reason,
        request_id=request_id or request.id,
        address=address or request.address,
    ).save(force_insert=True)
