"""Log lines: JSON, with request and workspace, and nothing of anybody in them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import Client

from kernel.ids import uuid7
from privacy.personal_text import PersonalText
from telemetry.request import current_request
from tests.harness.api import Browser

PHONE, CARD = "13800000001", "421281198001011234"


class Lines:
    """What was logged since the last look."""

    def __init__(self, stream: io.StringIO) -> None:
        self.stream = stream

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.all() if line["event"] == event]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Everything that is logged, as it would be written."""
    from telemetry import logs

    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    logs.configure()
    [handler] = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield Lines(stream)
    root.handlers[:] = kept
    root.setLevel(level)


def test_both_kinds_of_logger_write_the_same_lines(lines: Lines) -> None:
    structlog.get_logger("ours").info("happened", number=1)
    logging.getLogger("theirs").warning("happened %s", 2)

    ours, theirs = lines.all()
    assert (ours["event"], ours["number"], ours["level"]) == ("happened", 1, "info")
    assert (theirs["event"], theirs["level"]) == ("happened 2", "warning")
    assert (ours["logger"], theirs["logger"]) == ("ours", "theirs")
    assert ours["timestamp"].endswith("Z")


def _with_traceback(logger: Any) -> None:
    try:
        raise ValueError(f"cannot call {PHONE}")
    except ValueError:
        logger.exception("failed")


@pytest.mark.parametrize(
    "write",
    [
        lambda: logging.getLogger("x").error("caller %s", PHONE),
        lambda: logging.getLogger("x").error("caller %(phone)s", {"phone": PHONE}),
        lambda: logging.getLogger("x").error("caller %s", PersonalText(PHONE)),
        lambda: structlog.get_logger("x").error("caller", phone=PHONE),
        lambda: structlog.get_logger("x").error("caller", anything=f"call {PHONE} or {CARD}"),
        lambda: structlog.get_logger("x").error("caller", nested={"deep": [PHONE, {"a": CARD}]}),
        lambda: structlog.get_logger("x").error("caller", secret=PersonalText(PHONE)),
        lambda: structlog.get_logger("x").error("caller %s", PHONE),
        lambda: structlog.get_logger("x").error("caller", thing=ValueError(PHONE)),
        lambda: _with_traceback(logging.getLogger("x")),
        lambda: _with_traceback(structlog.get_logger("x")),
    ],
)
def test_no_number_of_a_person_is_written(lines: Lines, write: Any) -> None:
    write()

    assert len(lines.all()) == 1
    assert PHONE not in lines.text
    assert CARD not in lines.text


def test_identifiers_stay_readable(lines: Lines) -> None:
    identifier = "0193a000-7000-7000-8000-a13800000001"
    structlog.get_logger("x").info("happened", ticket=identifier)

    assert lines.all()[0]["ticket"] == identifier


def test_rows_that_the_database_rejects_are_not_repeated(lines: Lines, city: Any) -> None:
    from django.db import connection

    from tenancy.context import in_workspace

    with in_workspace(city.ref("chibi")), connection.cursor() as cursor:
        try:
            cursor.execute(
                "INSERT INTO callers_caller (id, name, phone, phone_index) VALUES (%s, %s, '', '')",
                [uuid7(), "家住东街的张三\n说路灯不亮"],
            )
        except Exception:
            logging.getLogger("x").exception("failed")

    [line] = lines.of("failed")
    assert "null value in column" in line["exception"]
    assert "张三" not in lines.text
    assert "路灯" not in lines.text
    assert "IntegrityError" in line["exception"]


def test_a_request_is_logged_with_its_id_workspace_and_time(
    lines: Lines, browser: type[Browser]
) -> None:
    request_id = str(uuid7())
    answer = Client().get("/console/", headers={"X-Request-ID": request_id})

    [line] = lines.of("request")
    assert answer.headers["X-Request-ID"] == request_id == line["request_id"]
    assert (line["method"], line["place"], line["workspace"]) == ("GET", "/console", "public")
    assert line["status"] == answer.status_code
    assert line["milliseconds"] >= 0
    assert current_request().id == ""


def test_lines_carry_the_workspace_of_the_path(lines: Lines, browser: type[Browser]) -> None:
    browser().login("chibi.dispatcher").run("chibi", "{ me { username } }")

    assert {line["workspace"] for line in lines.of("request")} == {"public", "chibi"}


def test_an_id_that_is_no_uuid_is_not_taken_over(lines: Lines, database: str) -> None:
    answer = Client().get("/console/", headers={"X-Request-ID": f"{PHONE} {{}}"})

    assert PHONE not in answer.headers["X-Request-ID"]
    assert len(answer.headers["X-Request-ID"]) == 36


def test_addresses_paths_and_questions_stay_out_of_the_logs(lines: Lines, database: str) -> None:
    Client(REMOTE_ADDR="203.0.113.9").get(f"/张三/{PHONE}?phone={PHONE}&name=张三")

    assert lines.of("request")[0]["place"] == "other"
    assert "203.0.113.9" not in lines.text
    assert PHONE not in lines.text
    assert "张三" not in lines.text
