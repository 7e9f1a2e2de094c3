"""What the express line tells the rest of the system. Ids and codes only, never text.

Every fact names the ticket's copy in its workspace and the units to tell (see `notices.handlers`).
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class _OfExpress:
    workspace: str
    assignment_id: str
    ticket_id: str
    to_unit_ids: list[str]

    @property
    def key(self) -> str:
        return f"express:{self.assignment_id}"


@dataclass(frozen=True, kw_only=True)
class DutyCalled(_OfExpress):
    """Somebody is called and has to acknowledge."""

    topic: ClassVar[str] = "duty.called"

    call_id: str


@dataclass(frozen=True, kw_only=True)
class ExpressPassing(_OfExpress):
    """A matter went past these units, straight to one below them."""

    topic: ClassVar[str] = "duty.express_passing"


@dataclass(frozen=True, kw_only=True)
class RosterMissing(_OfExpress):
    """A unit below these was called and has nobody on its roster for now."""

    topic: ClassVar[str] = "duty.roster_missing"


@dataclass(frozen=True, kw_only=True)
class ExpressUnanswered(_OfExpress):
    """Everybody up to the giver was called, and nobody acknowledged."""

    topic: ClassVar[str] = "duty.express_unanswered"
