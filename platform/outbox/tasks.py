"""What workers do with the outbox."""

from celery import shared_task

from outbox import delivering, forgetting
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="outbox.drain")  # type: ignore[untyped-decorator]
def drain_outbox() -> int:
    """Deliver everything that is due. Safe to run concurrently with itself."""
    return delivering.drain()


@shared_task(base=PublicTask, name="outbox.forget")  # type: ignore[untyped-decorator]
def forget_delivered() -> int:
    """Delete what was delivered a week ago."""
    return forgetting.forget_delivered()
