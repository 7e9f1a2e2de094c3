"""The request being answered: what logs and the trail say of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class CurrentRequest:
    """Its id, which logs carry, and the address it came from, which only the trail keeps."""

    id: str = ""
    address: str | None = None


_NONE = CurrentRequest()
_current: ContextVar[CurrentRequest] = ContextVar("current_request", default=_NONE)


def current_request() -> CurrentRequest:
    """The request this thread is answering; empty outside of one."""
    return _current.get()


@contextmanager
def answering(request: CurrentRequest, **for_logs: str) -> Iterator[None]:
    """Make `request` the current one; log lines of the block carry its id and `for_logs`."""
    structlog.contextvars.clear_contextvars()
    token = _current.set(request)
    try:
        with structlog.contextvars.bound_contextvars(request_id=request.id, **for_logs):
            yield
    finally:
        _current.reset(token)


def address_of(request: HttpRequest) -> str | None:
    """Where a request came from. TRUSTED_PROXIES says how many proxies of ours stand before us."""
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUSTED_PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        hops = [hop.strip() for hop in forwarded][-settings.TRUSTED_PROXIES :] or hops
    try:
        return str(ip_address(hops[0]))
    except ValueError:
        return None
