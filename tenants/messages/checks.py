"""What must be set before messages really reach anybody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from messages.gateway import DEVELOPMENT


@register()
def a_gateway_that_sends(**_: Any) -> list[CheckMessage]:
    """In production: a real gateway, or none; never the one that only pretends."""
    if not settings.PRODUCTION:
        return []
    if settings.MESSAGE_GATEWAY == DEVELOPMENT:
        return [
            Error(
                "MESSAGE_GATEWAY names the development gateway, which confirms what nobody got.",
                id="messages.E001",
            )
        ]
    if not settings.MESSAGE_GATEWAY:
        return [
            Warning(
                "MESSAGE_GATEWAY is not set: messages to citizens wait in the queue.",
                id="messages.W001",
            )
        ]
    return []
