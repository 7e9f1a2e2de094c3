"""What tickets tell the rest of the system. Ids and codes only, never text."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver:
    """Somebody now has a case in hand who had not before."""

    topic: ClassVar[str] = "case.handed_over"

    workspace: str
    case_id: str
    number: str
    seq: int
    kind: str
    to_unit_id: str
    ticket_id: str

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class GivenWithoutPerson:
    """A unit was given a case and names nobody who is at work; told to the level above it."""

    topic: ClassVar[str] = "case.given_without_person"

    workspace: str
    case_id: str
    ticket_id: str
    unit_id: str
    to_unit_id: str

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"
