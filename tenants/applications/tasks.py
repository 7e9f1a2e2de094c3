"""What workers do with pauses."""

from celery import shared_task

from applications.services.sweeping import resume_what_is_due
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="applications.resume")  # type: ignore[untyped-decorator]
def resume_due() -> int:
    """Let cases run again whose pause is over. Safe to run concurrently with itself."""
    return resume_what_is_due()
