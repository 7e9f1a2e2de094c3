from enum import StrEnum


class ClockError(StrEnum):
    """Codes of refusals by the clock of a limit."""

    CLOCK_STOPPED = "CLOCK_STOPPED"
    CLOCK_PAUSED = "CLOCK_PAUSED"
    CLOCK_RUNNING = "CLOCK_RUNNING"


class NoPolicy(Exception):
    """The workspace has no limit for this purpose: its policies were never seeded."""
