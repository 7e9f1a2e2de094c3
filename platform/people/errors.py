from enum import StrEnum


class PeopleError(StrEnum):
    """Refusals at the door and in the administration of people."""

    LOGIN_FAILED = "LOGIN_FAILED"
    ROLES_CONFLICT = "ROLES_CONFLICT"
    DATES_OUT_OF_ORDER = "DATES_OUT_OF_ORDER"
    MEMBERSHIP_ENDED = "MEMBERSHIP_ENDED"
