from enum import StrEnum


class FollowUpError(StrEnum):
    """Codes of refusals in follow-up."""

    SAME_UNIT_FOLLOW_UP = "SAME_UNIT_FOLLOW_UP"
    ANSWER_REQUIRED = "ANSWER_REQUIRED"
    ANSWER_WITHOUT_CONTACT = "ANSWER_WITHOUT_CONTACT"
