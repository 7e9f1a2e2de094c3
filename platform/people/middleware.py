"""Sessions end when nobody uses them."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase

LAST_SEEN = "last_seen"
# A write for each tenth of the idle period is enough; a write for each request is not needed.
REFRESHES = 10


class IdleTimeoutMiddleware:
    """Log a person out after `SESSION_COOKIE_AGE` seconds without a request.

    A page that polls on its own sends `X-Background: 1`: such requests are no sign of life.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and SESSION_KEY in request.session:
            self._look_at(request)
        return self.get_response(request)

    def _look_at(self, request: HttpRequest) -> None:
        now = int(time.time())
        idle_limit: int = settings.SESSION_COOKIE_AGE
        last_seen = request.session.get(LAST_SEEN, now - idle_limit)
        if now - last_seen > idle_limit:
            logout(request)
        elif now - last_seen > idle_limit // REFRESHES and "X-Background" not in request.headers:
            request.session[LAST_SEEN] = now
