"""What apps above keep of a unit's part in open cases, carried over when the unit is succeeded.

It happens in the custody command that puts the successor in the unit's place in the case: both
or neither.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from tickets.moves import Move


def _none(_unit_id: UUID) -> Collection[UUID]:
    return ()


@dataclass(frozen=True)
class Kept:
    """`carry(move, old, new)` changes rows inside the open session and tells the copies concerned.

    `cases(unit)`: open cases of the workspace one stands in that concern the unit by such rows
    alone, without any place of its own in them.
    """

    carry: Callable[[Move, UUID, UUID], None]
    cases: Callable[[UUID], Collection[UUID]] = _none


_kept: list[Kept] = []


def keep_by_unit(kept: Kept) -> None:
    """Called in `AppConfig.ready`."""
    if kept not in _kept:
        _kept.append(kept)


def all_kept() -> list[Kept]:
    return list(_kept)
