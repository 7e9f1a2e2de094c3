"""Probes before everything else; then every request gets an id that its log lines carry."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from kernel.ids import parse_uuid, uuid7
from telemetry.metrics import REQUESTS
from telemetry.probes import PROBES

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ProbesMiddleware:
    """`/healthz`, `/readyz` and `/metrics` answer without session, host check or workspace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


class RequestContextMiddleware:
    """Bind request id and path to the logs; a caller's own id is kept if it is a UUID."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = str(parse_uuid(request.headers.get("X-Request-ID")) or uuid7())
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id, path=request.path_info):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        REQUESTS.labels(status=str(response.status_code)).inc()
        return response
