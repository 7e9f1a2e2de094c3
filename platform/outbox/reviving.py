"""Giving dead messages another chance, once what killed them is mended."""

from outbox.clock import DatabaseNow
from outbox.models import OutboxMessage


def revive_dead(*, topic: str | None = None) -> int:
    """Make dead messages due again, with all their attempts; how many. In public context."""
    dead = OutboxMessage.objects.filter(dead=True, delivered_at=None)
    if topic is not None:
        dead = dead.filter(topic=topic)
    return dead.update(dead=False, attempts=0, available_at=DatabaseNow(), leased_until=None)
