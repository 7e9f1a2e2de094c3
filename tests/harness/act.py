"""A verb as tests say it: the service, what its id names, and what else it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from custody.states import IN_HAND, State
from tickets.states import Seat

Arguments = dict[str, Any]
TICKET, RECEIVED, GIVEN = "ticket", "received", "given"


@dataclass(frozen=True)
class Act:
    """`names` says which id of the standing is passed; `more` makes arguments from the standing."""

    service: Callable[..., Any]
    names: str
    told: Arguments = field(default_factory=dict)
    more: Callable[[Any], Arguments] | None = None
    by: str | None = None  # who may at the accepting centre, if not its dispatcher


class Way(NamedTuple):
    """How to get somebody into a state, and whether they are the accepting place there."""

    state: State
    go: Callable[[Any], Any]
    at_origin: bool = False
    assists: bool = False

    def seats(self) -> set[Seat]:
        """The seats of whoever stands there."""
        found = {Seat.ANY}
        found |= {Seat.HAND} if self.state in IN_HAND and not self.assists else set()
        found |= {Seat.GIVER} if self.state is State.DELEGATED else set()
        found |= {Seat.ORIGIN} if self.at_origin else set()
        return found | ({Seat.ASSIST} if self.assists else set())


@dataclass(frozen=True)
class Said:
    """An offered action as GraphQL: its mutation, what its id names, the ways to say it."""

    mutation: str
    names: str
    ways: tuple[Arguments, ...] = ({},)
