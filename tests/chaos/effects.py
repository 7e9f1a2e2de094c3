"""What the workers under test do: two rows and some time between them. Loaded by the worker."""

import random
import time
from typing import Any
from uuid import UUID

from outbox.handlers import subscribe
from trail.recording import record

TOPIC = "chaos.told"
HALVES = ("chaos.begun", "chaos.done")
PAUSE_SECONDS = (0.01, 0.09)


def leave_two_rows(message_id: UUID, payload: dict[str, Any]) -> None:
    """An effect that takes a while, so that a kill falls into its middle."""
    for half in HALVES:
        record(
            actor_id=None,
            actor_name="",
            verb=half,
            object_kind=payload["group"],
            object_id=message_id,
            reason=str(payload["number"]),
        )
        time.sleep(random.uniform(*PAUSE_SECONDS))


subscribe(TOPIC, leave_two_rows)
