"""The port to whoever sends messages: a provider of short messages, named by MESSAGE_GATEWAY."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

# Confirms delivery of what it only writes down: for development alone.
DEVELOPMENT = "messages.adapters.file.FileGateway"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The provider took a message. `delivered_at` only if it already knows that it arrived."""

    provider_id: str
    delivered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of a message afterwards; `reference` is the one it was sent with."""

    reference: str
    delivered: bool
    at: datetime
    problem: str = ""


class GatewayRefused(Exception):
    """The provider will never send this: wrong number, forbidden text. `code` says why, in ASCII.

    Anything else that `send` raises counts as a fault that may pass, and is tried again.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway(Protocol):
    """What an adapter must do. It answers within a few seconds or raises."""

    def send(self, phone: str, text: str, reference: str) -> Receipt:
        """Hand one message over.

        A message is sent again with the same `reference` if its sender died before it could note
        the receipt: a provider that knows references then does nothing and answers as before.
        """

    def reports(self) -> Iterable[Report]:
        """Reports of delivery that came in since the last call; asked once a minute.

        What is yielded counts as taken when the next is asked for.
        """


def gateway() -> Gateway | None:
    """The adapter the settings name; None if none is, and messages then wait."""
    return _adapter(settings.MESSAGE_GATEWAY) if settings.MESSAGE_GATEWAY else None


@cache
def _adapter(path: str) -> Gateway:
    return cast(Gateway, import_string(path)())
