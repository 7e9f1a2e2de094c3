"""One child process: started in a group of its own, with its own log, stopped politely."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from yihao.installation import PROJECT, home
from yihao.serving.guardian import Guardian, Ward, group_exists

LARGEST_LOG_BYTES = 20 * 2**20
TAIL_BYTES = 16_384


@dataclass(frozen=True)
class Account:
    """The system account a child runs as, when not ours."""

    uid: int
    gid: int


@dataclass
class Child:
    """What to run and how to end it; `order` says who is stopped before whom."""

    name: str
    command: Sequence[str]
    order: int
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = PROJECT
    account: Account | None = None
    pass_fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    log_start: int = 0
    asked_to_stop: bool = False

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return log_path(self.name)

    def start(self, guardian: Guardian) -> None:
        """Run it, and have it looked after from its first moment."""
        with _open_log(self.log) as log:
            self.asked_to_stop = False
            self.log_start = log.seek(0, os.SEEK_END)
            self.process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={**os.environ, **self.environment},
                pass_fds=tuple(self.pass_fds),
                process_group=0,
                **self._identity(),
            )
        guardian.watch(
            Ward(self.process.pid, self.name, int(self.stop_signal), self.order),
        )

    def _identity(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {
            "user": self.account.uid,
            "group": self.account.gid,
            "extra_groups": [],
            "umask": 0o077,
        }

    def output(self) -> str:
        """The end of what it has said since it was started."""
        with contextlib.suppress(OSError), self.log.open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(self.log_start, size - TAIL_BYTES))
            return log.read().decode("utf-8", "replace")
        return ""

    def is_running(self) -> bool:
        """False once it has ended; its exit code is kept."""
        return self.process is not None and self.process.poll() is None

    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        return None if self.process is None else self.process.poll()

    def ask_to_stop(self) -> None:
        """Tell it to end, once, and do not wait."""
        if self.process is not None and self.is_running() and not self.asked_to_stop:
            self.asked_to_stop = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, self.stop_signal)

    def stop(self, guardian: Guardian, *, patience: float | None = None) -> None:
        """End it and everything it started; kill what does not end in time."""
        self.ask_to_stop()
        if self.process is None:
            return
        try:
            self.process.wait(self.patience if patience is None else patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.bury(guardian)

    def bury(self, guardian: Guardian) -> None:
        """Clear away what is left of a child that has ended, its own children included."""
        if self.process is None:
            return
        give_up = time.monotonic() + 2.0
        while group_exists(self.process.pid) and time.monotonic() < give_up:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.poll()
            time.sleep(0.02)
        self.process.wait()
        guardian.forget(self.process.pid)
        self.process = None


def log_path(name: str) -> Path:
    """The log of one child."""
    return home() / "logs" / f"{name}.log"


def _open_log(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
