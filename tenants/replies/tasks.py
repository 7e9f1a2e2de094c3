"""What workers do with replies."""

from celery import shared_task

from replies.services.sweeping import prove_delivered_replies
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="replies.prove")  # type: ignore[untyped-decorator]
def prove_replies() -> int:
    """Take the receipts of short messages as proof. Safe to run concurrently with itself."""
    return prove_delivered_replies()
