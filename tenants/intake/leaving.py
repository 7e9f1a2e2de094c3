"""Unfinished drafts of somebody who leaves a unit, and of a unit that ends."""

from uuid import UUID

from django.db import transaction

from intake.models import Cause, Draft, DraftState, ShiftHandover, ShiftHandoverState
from intake.services.handing_over import locked, pass_on
from kernel.clock import now
from people.handovers import Handover, Leaving
from people.selectors import names_of


def count_drafts(leaving: Leaving) -> int:
    """Unfinished registrations of the person in the unit."""
    found = Draft.objects.filter(unit_id=leaving.unit_id, owner_id=leaving.user_id)
    return found.filter(state=DraftState.OPEN).count()


def pass_drafts_on(leaving: Leaving) -> int:
    """Move them to the successor at once, as somebody who directs the seats would."""
    assert leaving.successor_id is not None
    names, at = names_of([leaving.user_id, leaving.successor_id]), now()
    with transaction.atomic():
        drafts = locked(
            Draft.objects.filter(
                unit_id=leaving.unit_id, owner_id=leaving.user_id, state=DraftState.OPEN
            )
        )
        if not drafts:
            return 0
        handover = ShiftHandover.objects.create(
            unit_id=leaving.unit_id,
            from_user_id=leaving.user_id,
            from_name=names[leaving.user_id],
            to_user_id=leaving.successor_id,
            to_name=names[leaving.successor_id],
            state=ShiftHandoverState.FORCED,
            draft_count=len(drafts),
            offered_at=at,
            decided_at=at,
            decided_by=leaving.by.user_id,
            reason=leaving.reason,
        )
        pass_on(drafts, handover, Cause.FORCED, by=leaving.by)
    return len(drafts)


def carry_drafts_over(_message_id: UUID, payload: dict[str, str]) -> None:
    """A unit ended: what its people had begun to take down is registered in the one after it."""
    begun = Draft.objects.filter(unit_id=payload["from_unit_id"], state=DraftState.OPEN)
    begun.update(unit_id=payload["to_unit_id"])


DRAFTS = Handover("未完成的登记", count_drafts, pass_drafts_on)
