"""What a clock ledger is made of: its events, and what they amount to. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from clocks.limits import Limit, Unit


class EventKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    REBASE = "rebase"
    REWORK = "rework"
    STOP = "stop"
    RECALENDAR = "recalendar"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry. `within` caps the due time; a limit without a value ends there and then."""

    seq: int
    kind: EventKind
    at: datetime
    calendar_version: str
    limit_value: Decimal | None = None
    limit_unit: Unit | None = None
    policy_version: int = 0
    within: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    """Where a clock stands after its events. While it is paused, `at` is where it was."""

    at: datetime
    provisional: bool
    running: bool
    paused_at: datetime | None
    stopped_at: datetime | None
    limit: Limit
    counted_from: datetime

    @property
    def on_time(self) -> bool | None:
        """The verdict, once the clock has stopped: time on pause does not count against it."""
        if self.stopped_at is None:
            return None
        return (self.paused_at or self.stopped_at) <= self.at


class LedgerBroken(Exception):
    """The events do not make a ledger: one is missing, misplaced or incomplete."""
