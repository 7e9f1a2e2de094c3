"""What the rest of the system gets to see of a person: plain values, loaded once a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tenancy.context import WorkspaceRef

PLATFORM = UUID(int=0)
PLATFORM_NAME = "系统"


@dataclass(frozen=True)
class Actor:
    """A person at work in one workspace (or, with none, wherever they belong).

    `grants` names every unit the person belongs to, also where the role grants nothing. The
    platform itself at work is an actor too, see `system_actor`.
    """

    user_id: UUID
    name: str
    workspace: WorkspaceRef | None
    grants: Mapping[UUID, frozenset[str]]
    # Every unit the person belongs to in any workspace, and all units above those.
    belongs_under: frozenset[UUID] = frozenset()

    @property
    def person_id(self) -> UUID | None:
        """The user, for columns that name a person; None for the platform."""
        return None if self.user_id == PLATFORM else self.user_id

    def may(self, permission: str, unit_id: UUID) -> bool:
        return permission in self.grants.get(unit_id, ())

    def units_with(self, permission: str) -> frozenset[UUID]:
        """The units for which the person holds a permission."""
        return frozenset(unit for unit, held in self.grants.items() if permission in held)

    def unit_ids(self) -> frozenset[UUID]:
        """The units whose work the person may see."""
        return self.units_with("read")


def system_actor(ref: WorkspaceRef, *, unit_id: UUID, may: frozenset[str]) -> Actor:
    """The platform at work for a unit, when a time has come and no person has to decide."""
    return Actor(
        user_id=PLATFORM, name=PLATFORM_NAME, workspace=ref, grants={unit_id: may | {"read"}}
    )
