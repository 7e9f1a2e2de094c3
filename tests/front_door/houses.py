"""A whole installation in a folder of its own, with real processes."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "yihao.serving")
OUTSIDE = ("DATABASE_URL", "APP_DATABASE_URL", "REDIS_URL", "YIHAO_TEST_SERVER", "HOST", "SUITE")
START_SECONDS = 90.0


def environment(**given: str) -> dict[str, str]:
    """Ours, without the servers and the make that may be around this test."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OUTSIDE and not name.startswith("MAKE")
    }
    return {**kept, "YIHAO_DEMO": "0", "ROLE_PREFIX": "", **given}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(holds: Callable[[], bool], *, within: float) -> bool:
    give_up = time.monotonic() + within
    while time.monotonic() < give_up:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


@dataclass
class House:
    """One home folder, and whatever runs in it."""

    home: Path
    port: int = field(default_factory=free_port)
    supervisor: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return environment(YIHAO_HOME=str(self.home), PORT=str(self.port))

    def start(self, *options: str) -> "House":
        """Start it and return once it says that it is ready."""
        self.supervisor = subprocess.Popen(
            [*SERVE, *options],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        ready = eventually(self._settled, within=START_SECONDS)
        assert ready, "neither ready nor refused"
        assert self.supervisor.poll() is None, self.last_words()
        return self

    def _settled(self) -> bool:
        assert self.supervisor is not None
        with contextlib.suppress(OSError, ValueError):
            state = json.loads((self.home / "serve.json").read_text())
            if state["ready"] and state["pid"] == self.supervisor.pid:
                return True
        return self.supervisor.poll() is not None

    def run(self, *command: str, **given: str) -> subprocess.CompletedProcess[str]:
        """Run a command against this house."""
        return subprocess.run(
            list(command),
            cwd=ROOT,
            env={**self.environment, **given},
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def stop(self) -> int:
        """End it as Ctrl-C does; returns the exit code."""
        assert self.supervisor is not None
        self.supervisor.send_signal(signal.SIGINT)
        return self.supervisor.wait(60)

    def kill(self) -> None:
        """End the supervisor so that it can do nothing about it."""
        assert self.supervisor is not None
        self.supervisor.kill()
        self.supervisor.wait()

    def last_words(self) -> str:
        assert self.supervisor is not None
        assert self.supervisor.stdout is not None
        return self.supervisor.stdout.read()

    def processes(self) -> list[str]:
        """Every living process that works for this home."""
        return [
            f"{process.pid} {process.name()}"
            for process in psutil.process_iter()
            if self._is_ours(process)
        ]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return (
                process.environ().get("YIHAO_HOME") == str(self.home)
                and process.status() != psutil.STATUS_ZOMBIE
            )
        except psutil.Error:
            return False

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False
