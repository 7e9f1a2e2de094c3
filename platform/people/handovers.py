"""What hangs on a person in a unit besides tickets, and goes to a named successor when they move.

Open tickets stay with the unit. Whatever an app keeps by person (unfinished registrations, duty
rosters …) it registers here when the apps start; it runs in the unit's workspace.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from people.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Somebody leaves a unit; whoever is named takes over what hangs on them there."""

    by: Actor
    user_id: UUID
    unit_id: UUID
    successor_id: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class Handover:
    """One sort of thing: how people call it, how many there are, and passing them on."""

    label: str
    count: Callable[[Leaving], int]
    pass_on: Callable[[Leaving], int]


_registered: dict[str, Handover] = {}


def register_handover(handover: Handover) -> None:
    """Called in `AppConfig.ready`."""
    _registered[handover.label] = handover


def all_handovers() -> list[Handover]:
    return [_registered[label] for label in sorted(_registered)]
