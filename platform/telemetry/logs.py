"""Logs: one JSON object a line, with request and workspace, without personal data."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.conf import settings

from telemetry.scrubbing import scrub

# What says nothing (a ring every few seconds), or repeats paths that people typed.
LEVELS = {
    "celery.beat": logging.WARNING,
    "celery.worker.strategy": logging.WARNING,
    "celery.app.trace": logging.WARNING,
    "django.request": logging.ERROR,
}


def without_personal_data(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Processor: the last one before a line is rendered, tracebacks included."""
    inner = {key: event[key] for key in event if key.startswith("_")}
    rest = {key: value for key, value in event.items() if key not in inner}
    return {**inner, **scrub(rest)}


def configure() -> None:
    """Route both structlog and the standard library through the same processors."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                without_personal_data,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.LOG_LEVEL)
    logging.getLogger("django.server").handlers[:] = []
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(max(level, root.level))
