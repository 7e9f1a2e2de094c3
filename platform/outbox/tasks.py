"""What workers do with the outbox."""

from datetime import timedelta

from celery import shared_task

from kernel.clock import now
from outbox.delivering import drain
from outbox.models import OutboxMessage
from telemetry.metrics import OUTBOX_DEAD, OUTBOX_DEPTH, OUTBOX_LAG
from tenancy.tasks import PublicTask

KEPT_FOR = timedelta(days=7)


@shared_task(base=PublicTask, name="outbox.drain")
def drain_outbox() -> int:
    """Deliver everything that is due. Safe to run concurrently with itself."""
    return drain()


@shared_task(base=PublicTask, name="outbox.measure")
def measure_outbox() -> None:
    """How much waits, and for how long."""
    waiting = OutboxMessage.objects.filter(delivered_at__isnull=True, dead=False)
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    OUTBOX_DEPTH.set(waiting.count())
    OUTBOX_LAG.set((now() - oldest).total_seconds() if oldest else 0)
    OUTBOX_DEAD.set(OutboxMessage.objects.filter(dead=True).count())


@shared_task(base=PublicTask, name="outbox.forget")
def forget_delivered() -> int:
    """Delete what was delivered a week ago."""
    old = OutboxMessage.objects.filter(delivered_at__lt=now() - KEPT_FOR)
    return old.delete()[0]
