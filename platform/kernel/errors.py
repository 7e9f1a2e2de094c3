"""Errors the domain raises on purpose. Anything else is a bug and should surface as one."""

from enum import StrEnum


class KernelError(StrEnum):
    """Codes that every verb can answer."""

    STALE = "STALE"
    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    MALFORMED_TEXT = "MALFORMED_TEXT"


class DomainError(Exception):
    """A request the domain refuses, with a reason the person can act on.

    `code` is stable for clients, `message` is the Chinese sentence shown to people,
    `field` names the GraphQL argument at fault (camelCase) if one is.
    """

    def __init__(self, code: StrEnum, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class Stale(DomainError):
    """Somebody else changed the case first; read it again and decide anew."""

    def __init__(self) -> None:
        super().__init__(KernelError.STALE, "工单刚被他人处理，请刷新后再操作")


class PermissionDenied(Exception):
    """The actor may not do this, or the thing does not exist. Never says which."""
