from enum import StrEnum


class CheckupError(StrEnum):
    """Codes of refusals of a report."""

    PERSONAL_DATA_IN_REPLY = "PERSONAL_DATA_IN_REPLY"
