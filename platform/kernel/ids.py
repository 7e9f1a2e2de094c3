"""Identifiers: UUIDv7, so that keys of different workspaces never meet and sort by time."""

import uuid

import uuid6


def uuid7() -> uuid.UUID:
    """A new time-ordered identifier (RFC 9562, version 7)."""
    return uuid.UUID(int=uuid6.uuid7().int)


def parse_uuid(text: object) -> uuid.UUID | None:
    """Read an identifier that came from outside; anything malformed counts as absent."""
    if isinstance(text, uuid.UUID):
        return text
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
