"""The bell is rung at our own broker, from whichever thread, and never for long."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from outbox import doorbell

ROOT = Path(__file__).resolve().parents[2]
IN_A_THREAD = """
import threading, django
django.setup()
from django.conf import settings
from outbox.tasks import drain_outbox

def tell():
    print(drain_outbox.app.main, drain_outbox.app.conf.broker_url == settings.CELERY_BROKER_URL)

thread = threading.Thread(target=tell)
thread.start()
thread.join()
"""
RING = """
import sys, django
django.setup()
from outbox import doorbell
doorbell.ring()
print(doorbell._silent_until > 0)
"""


def _run(code: str, **environment: str) -> str:
    settings = {"DJANGO_SETTINGS_MODULE": "yihao.settings.base", **environment}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    return ended.stdout.strip()


def test_threads_of_the_web_ring_at_our_broker() -> None:
    assert _run(IN_A_THREAD) == "yihao True"


def test_a_broker_that_refuses_is_noted_and_nothing_more() -> None:
    assert _run(RING, REDIS_URL="redis://127.0.0.1:1/0") == "True"


def test_a_broker_that_hangs_holds_nobody_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        began = time.monotonic()
        assert _run(RING, REDIS_URL=f"redis://127.0.0.1:{mute.getsockname()[1]}/0") == "True"
    assert time.monotonic() - began < 15


def test_after_a_failure_the_bell_is_left_alone(
    rings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "_silent_until", time.monotonic() + 60)
    doorbell.ring()
    assert rings == []

    monkeypatch.setattr(doorbell, "_silent_until", time.monotonic() - 1)
    doorbell.ring()
    assert rings == ["ring"]
