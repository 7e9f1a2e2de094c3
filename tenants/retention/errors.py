from enum import StrEnum


class RetentionError(StrEnum):
    """Codes of refusals about periods of retention."""

    RETENTION_OUT_OF_RANGE = "RETENTION_OUT_OF_RANGE"
