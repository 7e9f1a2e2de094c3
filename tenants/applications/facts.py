"""What applications tell the rest of the system. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class ApplicationMade:
    """Somebody has something to decide."""

    topic: ClassVar[str] = "application.made"

    workspace: str
    case_id: str
    ticket_id: str | None
    to_unit_id: str
    kind: str

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class ApplicationDecided:
    """What was asked for was decided."""

    topic: ClassVar[str] = "application.decided"

    workspace: str
    case_id: str
    ticket_id: str
    to_unit_id: str
    kind: str
    approved: bool

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"
