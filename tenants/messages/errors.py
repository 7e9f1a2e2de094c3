from enum import StrEnum


class MessageError(StrEnum):
    """Codes of refusals about messages and their templates."""

    PURPOSE_UNKNOWN = "PURPOSE_UNKNOWN"
    TEMPLATE_MALFORMED = "TEMPLATE_MALFORMED"
    PLACEHOLDER_UNKNOWN = "PLACEHOLDER_UNKNOWN"
    PLACEHOLDER_MISSING = "PLACEHOLDER_MISSING"
