from enum import StrEnum


class PrivacyError(StrEnum):
    """Codes of refusals about personal data."""

    PHONE_MALFORMED = "PHONE_MALFORMED"
