"""Waking a worker. Losing a ring costs seconds: beat drains everything anyway."""

import time

import structlog
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
# A broker that is down is asked again after this long, so that requests do not all wait for it.
SILENCE_SECONDS = 30.0

_silent_until = 0.0


def ring() -> None:
    """Ask a worker to drain the outbox. If the broker is down, say so and go on: never fails."""
    global _silent_until
    from outbox.tasks import drain_outbox

    if time.monotonic() < _silent_until:
        return
    try:
        drain_outbox.apply_async(retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as problem:
        _silent_until = time.monotonic() + SILENCE_SECONDS
        log.warning("outbox.doorbell_down", problem=type(problem).__name__)
