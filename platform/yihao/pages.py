"""The pages: static front ends that talk to the API. They only set the CSRF cookie."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
    " frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Yihao 一号</title>"
    "<p>前端尚未构建，请运行 make run。 The front end is not built yet: run make run."
)


@require_GET
@ensure_csrf_cookie
def home(request: HttpRequest) -> HttpResponse:
    """The front door. Until the citizens' portal stands here, it leads to the console."""
    return HttpResponseRedirect("/console/")


@require_GET
@ensure_csrf_cookie
def console(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The office console: one page, its own router takes the rest of the path."""
    index = Path(settings.CONSOLE_DIST) / "index.html"
    body = index.read_text(encoding="utf-8") if index.exists() else NOT_BUILT
    response = HttpResponse(body)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
