"""Waking a worker. Losing a ring costs seconds: beat drains everything anyway."""

import logging

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def ring() -> None:
    """Ask a worker to drain the outbox; if the broker is down, say so and go on."""
    from outbox.tasks import drain_outbox

    try:
        drain_outbox.apply_async(retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError):
        logger.warning("outbox.doorbell_down")
