"""What the tree of units tells the rest of the system."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class UnitSucceeded:
    """A unit ended and another took over its work; told in the workspace of both.

    Whatever an app keeps by unit, other than tickets and people, it carries over itself.
    """

    topic: ClassVar[str] = "unit.succeeded"

    workspace: str
    from_unit_id: str
    to_unit_id: str

    @property
    def key(self) -> str:
        return f"unit:{self.from_unit_id}"
