"""What sign-offs tell the rest of the system. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class _OnTicket:
    workspace: str
    case_id: str
    ticket_id: str
    to_unit_id: str

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class SignOffAsked(_OnTicket):
    """A leader has something to approve."""

    topic: ClassVar[str] = "sign_off.asked"


@dataclass(frozen=True, kw_only=True)
class SignOffDecided(_OnTicket):
    """The leader approved it, or sent it back."""

    topic: ClassVar[str] = "sign_off.decided"

    approved: bool


@dataclass(frozen=True, kw_only=True)
class Instructed(_OnTicket):
    """A leader wrote an instruction on a case that the unit has in hand."""

    topic: ClassVar[str] = "ticket.instructed"
