"""What workers do with follow-ups."""

from celery import shared_task

from followups.services.sweeping import sweep_follow_ups
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="followups.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Invite to rate and conclude what is due. Safe to run concurrently with itself."""
    sweep_follow_ups()
