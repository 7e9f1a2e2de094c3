"""Error reports to Sentry, if a DSN is set: code and place, never a person's words."""

from typing import Any

import sentry_sdk
from django.conf import settings
from django.db import connection

from telemetry.request import current_request
from telemetry.scrubbing import scrub, scrub_numbers

KEPT_OF_REQUEST = ("method", "url")
# Parts of an event that hold what code was working on; the rest describes the code itself.
WORKED_ON = ("extra", "breadcrumbs", "request")


def initialise() -> None:
    """Wire sentry-sdk; without SENTRY_DSN nothing is sent anywhere."""
    if not settings.SENTRY_DSN:
        return
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment="production" if settings.PRODUCTION else "development",
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=True,
        max_request_body_size="never",
        max_breadcrumbs=20,
        before_send=before_send,
        before_breadcrumb=before_breadcrumb,
    )


def before_breadcrumb(crumb: Any, _hint: Any) -> Any:
    """The trace that leads to an error, without what people typed."""
    return scrub(crumb)


def before_send(event: Any, _hint: Any) -> Any:
    """Drop everything personal, and say in which workspace and request it happened."""
    event.pop("user", None)
    if "request" in event:
        event["request"] = {key: event["request"].get(key, "") for key in KEPT_OF_REQUEST}
    clean = {
        part: scrub(value) if part in WORKED_ON else scrub_numbers(_without_variables(value))
        for part, value in event.items()
    }
    clean["tags"] = {
        **clean.get("tags", {}),
        "workspace": getattr(connection, "schema_name", "public"),
        "request_id": current_request().id,
    }
    return clean


def _without_variables(value: Any) -> Any:
    """Stack frames without the values of their variables."""
    if isinstance(value, dict):
        return {key: _without_variables(part) for key, part in value.items() if key != "vars"}
    if isinstance(value, list):
        return [_without_variables(part) for part in value]
    return value
