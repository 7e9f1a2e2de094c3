from enum import StrEnum


class DocumentError(StrEnum):
    """Codes of refusals about documents."""

    RECEIPT_GIVEN = "RECEIPT_GIVEN"
    DELIVERY_IN_FUTURE = "DELIVERY_IN_FUTURE"
    DELIVERY_BEFORE_ISSUE = "DELIVERY_BEFORE_ISSUE"
    OFFICE_CODE_MALFORMED = "OFFICE_CODE_MALFORMED"
