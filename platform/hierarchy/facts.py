"""What the tree of units tells the rest of the system."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class UnitSucceeded:
    """A unit ended and another took over its work; told in every workspace, as rows of each may
    name the unit.

    Whatever an app keeps by unit, other than tickets and people, it carries over itself; what is
    about an open case, see `tickets.succession`. The successor may have ended by then as well.
    """

    topic: ClassVar[str] = "unit.succeeded"

    workspace: str
    from_unit_id: str
    to_unit_id: str

    @property
    def key(self) -> str:
        return f"unit:{self.workspace}:{self.from_unit_id}"
