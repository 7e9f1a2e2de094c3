"""Facts become notices."""

from typing import Any
from uuid import UUID

from custody.states import HandoffKind
from kernel.clock import now
from notices.models import Notice


def notify_unit(message_id: UUID, payload: dict[str, Any]) -> None:
    """One notice per handoff, for the unit that now holds the case. Registering is no news."""
    if payload["kind"] == HandoffKind.REGISTER:
        return
    Notice.objects.create(
        id=message_id,
        unit_id=payload["to_unit_id"],
        ticket_id=payload["ticket_id"],
        kind=payload["kind"],
        at=now(),
    )
