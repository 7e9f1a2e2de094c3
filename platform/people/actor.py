"""What the rest of the system gets to see of a person: plain values, loaded once a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tenancy.context import WorkspaceRef


@dataclass(frozen=True)
class Actor:
    """A person at work in one workspace (or, with none, wherever they belong).

    `grants` names every unit the person belongs to, also where the role grants nothing.
    """

    user_id: UUID
    name: str
    workspace: WorkspaceRef | None
    grants: Mapping[UUID, frozenset[str]]

    def may(self, permission: str, unit_id: UUID) -> bool:
        return permission in self.grants.get(unit_id, ())

    def units_with(self, permission: str) -> frozenset[UUID]:
        """The units for which the person holds a permission."""
        return frozenset(unit for unit, held in self.grants.items() if permission in held)

    def unit_ids(self) -> frozenset[UUID]:
        """The units whose work the person may see."""
        return self.units_with("read")
