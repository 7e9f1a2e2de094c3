"""Who wants to hear of which fact. Filled when the apps start, never afterwards."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Handler = Callable[[UUID, dict[str, Any]], None]

_handlers: dict[str, dict[str, Handler]] = {}


def subscribe(topic: str, handler: Handler) -> None:
    """Call `handler(message_id, payload)` for each fact of a topic, in the fact's workspace.

    It runs in a transaction of its own together with the note that it ran, so its rows appear
    exactly once. It calls nothing outside the database.
    """
    name = f"{handler.__module__}.{handler.__qualname__}"
    _handlers.setdefault(topic, {})[name] = handler


def handlers_of(topic: str) -> dict[str, Handler]:
    """The handlers of a topic by name; a renamed handler counts as a new one."""
    return dict(_handlers.get(topic, {}))
