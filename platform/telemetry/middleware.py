"""Probes before everything else; then every request gets an id that its log lines carry."""

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from kernel.ids import parse_uuid, uuid7
from telemetry.metrics import REQUESTS
from telemetry.probes import PROBES
from telemetry.request import CurrentRequest, address_of, answering

GetResponse = Callable[[HttpRequest], HttpResponseBase]
WORKSPACE_PATH = re.compile(r"/w/(?P<slug>[a-z][a-z0-9-]{0,63})/")
# What a path is counted under: few values, whatever is asked for.
PLACES = ("/graphql", "/console", "/field", "/static")
METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS"})

log = structlog.get_logger(__name__)


class ProbesMiddleware:
    """`/healthz`, `/readyz` and `/metrics` answer without session, host check or workspace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


class RequestContextMiddleware:
    """Give the request an id and its log lines id and workspace; count and log how it ended.

    A UUID sent as X-Request-ID is kept; the answer carries the id in the same header.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = str(parse_uuid(request.headers.get("X-Request-ID")) or uuid7())
        request.request_id = request_id  # type: ignore[attr-defined]
        found = WORKSPACE_PATH.match(request.path_info)
        workspace = found["slug"] if found else "public"
        current = CurrentRequest(request_id, address_of(request))
        with answering(current, workspace=workspace):
            began = time.perf_counter()
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            self._account(request, response, seconds)
        response.headers["X-Request-ID"] = request_id
        return response

    def _account(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        method = request.method if request.method in METHODS else "other"
        status = str(response.status_code)
        place = place_of(request.path_info)
        REQUESTS.labels(method=method, place=place, status=status).observe(seconds)
        log.info(
            "request",
            method=method,
            place=place,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )


def place_of(path: str) -> str:
    """The kind of place a path leads to; never the path itself, which people may type into."""
    if WORKSPACE_PATH.match(path):
        return "/w"
    for place in PLACES:
        if path == place or path.startswith(f"{place}/"):
            return place
    return "/" if path == "/" else "other"
