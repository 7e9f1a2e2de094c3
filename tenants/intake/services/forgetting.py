"""Erasing the text of drafts that are over: what a ticket holds now, and what was given up."""

from datetime import timedelta

from django.db import transaction

from intake.models import Draft, DraftState
from kernel.clock import now

# A registered draft is read no more: the ticket has it, its caller kept apart.
KEPT_AFTER_REGISTERING = timedelta(days=1)
KEPT_AFTER_DISCARDING = timedelta(days=30)
BATCH = 1_000


def forget_closed_drafts() -> int:
    """Empty closed drafts of the current workspace that are old enough; how many were."""
    at = now()
    ages = {
        DraftState.REGISTERED: at - KEPT_AFTER_REGISTERING,
        DraftState.DISCARDED: at - KEPT_AFTER_DISCARDING,
    }
    forgotten = 0
    for state, before in ages.items():
        old = Draft.objects.filter(state=state, forgotten_at=None, closed_at__lt=before)
        with transaction.atomic():
            ids = list(old.order_by("closed_at").values_list("id", flat=True)[:BATCH])
            forgotten += Draft.objects.filter(pk__in=ids).update(content="", forgotten_at=at)
    return forgotten
