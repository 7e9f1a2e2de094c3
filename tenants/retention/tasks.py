"""What workers do about retention."""

from celery import shared_task

from retention.services.erasing import erase_due_identities
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="retention.erase")  # type: ignore[untyped-decorator]
def erase_identities() -> int:
    """Every night: erase the identities whose time is over."""
    return sum(each.callers for each in erase_due_identities())
