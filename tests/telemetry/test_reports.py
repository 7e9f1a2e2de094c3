"""Error reports: sent to a real sink, and nothing of anybody in them."""

import gzip
import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sentry_sdk
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from pytest_django import Settings

from privacy.personal_text import PersonalText
from telemetry import reports
from telemetry.request import CurrentRequest, answering
from tenancy.context import in_workspace
from tests.harness.city import City

PHONE, CARD, NAME = "13800000001", "421281198001011234", "欧阳小明"


class Sink:
    """A server that takes whatever sentry-sdk sends."""

    def __init__(self) -> None:
        self.received: list[str] = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                sink.received.append(body.decode())
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def dsn(self) -> str:
        return f"http://key@127.0.0.1:{self.server.server_port}/1"

    def events(self) -> list[dict[str, Any]]:
        sentry_sdk.flush(10)
        found = [json.loads(line) for each in self.received for line in each.splitlines() if line]
        return [each for each in found if "exception" in each or "logentry" in each]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    opened = Sink()
    settings.SENTRY_DSN = opened.dsn
    reports.initialise()
    yield opened
    sentry_sdk.flush(10)
    sentry_sdk.get_client().close()
    sentry_sdk.init()
    opened.close()


def _call(phone: str, name: str) -> None:
    secret = {"phone": phone, "caller": name}
    logging.getLogger("x").warning("about to call %s", phone)
    raise RuntimeError(f"no line to {secret['phone']} ({CARD})")


def test_an_error_arrives_without_anybodys_number(sink: Sink, city: City) -> None:
    request = CurrentRequest("0193a000-7000-7000-8000-000000000001")
    with in_workspace(city.ref("chibi")), answering(request):
        try:
            _call(PHONE, NAME)
        except RuntimeError as problem:
            sentry_sdk.capture_exception(problem)

    [event] = sink.events()
    whole = "".join(sink.received)
    for personal in (PHONE, CARD, NAME):
        assert personal not in whole
    assert event["tags"] == {"workspace": "chibi", "request_id": request.id}
    value = event["exception"]["values"][0]
    assert (value["type"], value["value"]) == ("RuntimeError", "no line to [电话] ([身份证号])")
    assert all("vars" not in frame for frame in value["stacktrace"]["frames"])
    assert event["sdk"]["name"].startswith("sentry.python")


def test_what_was_asked_is_not_repeated(
    sink: Sink, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("django.contrib.auth.middleware.get_user", broken)
    request = RequestFactory(headers={"Authorization": f"Bearer {PHONE}"}).post(
        f"/graphql?phone={PHONE}",
        {"query": "mutation …", "variables": {"callerName": NAME, "callerPhone": PHONE}},
        content_type="application/json",
        headers={"Cookie": f"remembered={PHONE}"},
    )
    answers: list[str] = []
    WSGIHandler()(request.environ, lambda status, _headers: answers.append(status))
    assert answers == ["500 Internal Server Error"]

    [event] = sink.events()
    assert event["request"] == {"method": "POST", "url": "http://testserver/graphql"}
    whole = "".join(sink.received)
    for personal in (PHONE, NAME, json.dumps(NAME)):
        assert personal not in whole


def test_log_lines_and_breadcrumbs_are_scrubbed(sink: Sink) -> None:
    sentry_sdk.add_breadcrumb(message=f"called {PHONE}", data={"callerName": NAME})
    logging.getLogger("x").error("lost %s and %s", PHONE, PersonalText(CARD), extra={"note": NAME})

    [event] = sink.events()
    whole = "".join(sink.received)
    for personal in (PHONE, CARD, NAME, json.dumps(NAME)):
        assert personal not in whole
    assert event["level"] == "error"


def test_without_an_address_nothing_is_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SENTRY_DSN = ""
    monkeypatch.setattr(sentry_sdk, "init", lambda **_: pytest.fail("must not be wired"))

    reports.initialise()
