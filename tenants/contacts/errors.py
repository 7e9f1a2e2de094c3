from enum import StrEnum


class ContactError(StrEnum):
    """Codes of refusals when a citizen's ticket is sought or added to."""

    NOTHING_SOUGHT = "NOTHING_SOUGHT"
    NUMBER_TOO_SHORT = "NUMBER_TOO_SHORT"
    TOO_LITTLE_TO_COMPARE = "TOO_LITTLE_TO_COMPARE"
