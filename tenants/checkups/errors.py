from enum import StrEnum


class CheckupError(StrEnum):
    """Codes of refusals of a report, and of a contact with the citizen."""

    PERSONAL_DATA_IN_REPLY = "PERSONAL_DATA_IN_REPLY"
    CONTACT_TIME_INVALID = "CONTACT_TIME_INVALID"
