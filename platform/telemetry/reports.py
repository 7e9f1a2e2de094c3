"""Error reports to Sentry, if a DSN is set: code and place, never a person's words."""

from typing import Any

import sentry_sdk
from django.conf import settings
from django.db import connection

from telemetry.scrubbing import scrub


def initialise() -> None:
    """Wire sentry-sdk; without SENTRY_DSN nothing is sent anywhere."""
    if not settings.SENTRY_DSN:
        return
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=before_send,
        before_breadcrumb=lambda crumb, _hint: scrub(crumb),
    )


def before_send(event: Any, _hint: dict[str, Any]) -> Any:
    """Drop request bodies and everything personal, and say which workspace it was."""
    event.pop("user", None)
    request = event.get("request", {})
    for private in ("data", "cookies", "query_string", "headers"):
        request.pop(private, None)
    event.setdefault("tags", {})["workspace"] = getattr(connection, "schema_name", "public")
    return scrub(event)
