"""What messages tell the rest of the system."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class MessageSettled:
    """A message has arrived, or never will."""

    topic: ClassVar[str] = "message.settled"

    workspace: str
    message_id: str
    ticket_id: str | None
    purpose: str
    delivered: bool

    @property
    def key(self) -> str:
        return f"message:{self.message_id}"
