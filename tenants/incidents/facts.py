"""What incidents tell the rest of the system. Ids and numbers only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class IncidentAnswered:
    """An incident has another answer, or has ended: these callers are to be told.

    They are those from one key to another, both included. A change of a large incident is told
    by several facts; those of one incident are delivered in order.
    """

    topic: ClassVar[str] = "incident.answered"

    workspace: str
    incident_id: str
    version: int
    from_contact_id: str
    to_contact_id: str

    @property
    def key(self) -> str:
        return f"incident:{self.incident_id}"
