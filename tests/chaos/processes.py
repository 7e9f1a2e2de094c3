"""Real processes to be killed: a Redis of the test's own, a Celery worker, a beat."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import celery
import psutil
import redis

from yihao.serving import embedded_redis

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "yihao.celery"]
START_SECONDS = 60.0


class Broker:
    """A Redis that keeps nothing, on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        command = [str(embedded_redis.program()), "--port", "0", "--save", ""]
        command += ["--unixsocket", str(self.socket), "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        client = redis.Redis.from_url(self.url)
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            with contextlib.suppress(redis.ConnectionError):
                client.ping()
                return
            time.sleep(0.05)
        raise RuntimeError("Redis does not start")

    def ring(self) -> None:
        """What a commit does: ask for a drain."""
        url = f"redis+socket://{self.socket}?virtual_host=0"
        with celery.Celery(broker=url) as app:
            app.send_task("outbox.drain", queue="yihao")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


class Program:
    """A worker or a beat, in a process group of its own."""

    def __init__(self, *arguments: str, environment: dict[str, str], log: Path) -> None:
        self.arguments = arguments
        self.environment = environment
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*CELERY, *self.arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )

    def keep_running(self) -> None:
        """What the supervisor does: start it again if it has ended."""
        assert self.process is not None
        if self.process.poll() is not None:
            self.start()

    def children(self) -> list[psutil.Process]:
        assert self.process is not None
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children()
        return []

    def kill(self) -> None:
        """The parent alone, at once; its children are left to notice."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """The whole group, whatever is left of it."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def running_broker() -> Iterator[Broker]:
    """A Redis for the block; its folder is short enough for a socket's name."""
    with tempfile.TemporaryDirectory(prefix="yihao-", dir="/tmp") as folder:
        broker = Broker(Path(folder))
        broker.start()
        try:
            yield broker
        finally:
            broker.kill()


@contextlib.contextmanager
def running_celery(broker: Broker, folder: Path) -> Iterator[tuple[Program, Program]]:
    """A worker of two processes and a beat for the block."""
    environment = {
        "REDIS_URL": broker.url,
        "OUTBOX_LEASE_SECONDS": "2",
        "DJANGO_SETTINGS_MODULE": "yihao.settings.base",
    }
    plain = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    worker = Program(
        *("worker", "--include", "tests.chaos.effects", "--concurrency", "2", *plain),
        environment=environment,
        log=folder / "worker.log",
    )
    beat = Program(
        *("beat", "--schedule", str(folder / "schedule"), "--pidfile="),
        environment=environment,
        log=folder / "beat.log",
    )
    started: list[Program] = [worker, beat]
    try:
        for each in started:
            each.start()
        yield worker, beat
    finally:
        for each in started:
            each.end()
