from enum import StrEnum


class CustodyError(StrEnum):
    """Codes of refusals that concern the case as a whole."""

    NUMBERS_NOT_PREPARED = "NUMBERS_NOT_PREPARED"
