"""What goes wrong with personal data: mistakes of people, and failures that must be heard of."""

from enum import StrEnum


class PrivacyError(StrEnum):
    """Codes a person can cause."""

    PHONE_MALFORMED = "PHONE_MALFORMED"


class Undecipherable(Exception):
    """A stored value was changed, was copied from elsewhere, or its key is gone."""


class KeysUnavailable(Exception):
    """The key ring cannot be read safely, or does not know the key."""
