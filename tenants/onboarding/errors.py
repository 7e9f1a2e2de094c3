from enum import StrEnum


class OnboardingError(StrEnum):
    """Refusals when people and units are moved."""

    SUCCESSOR_REQUIRED = "SUCCESSOR_REQUIRED"
    SUCCESSOR_UNSUITABLE = "SUCCESSOR_UNSUITABLE"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    UNIT_CODE_TAKEN = "UNIT_CODE_TAKEN"
