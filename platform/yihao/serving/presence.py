"""Who runs this home folder: one lock, and one file that says which processes there are.

Standard library only: the bootstrap asks before anything else. The lock is the truth; the file
only says where to look.
"""

import contextlib
import fcntl
import json
import os
import time
from pathlib import Path
from typing import IO, Any

from yihao.installation import Refusal, home, make_home

GRACE_SECONDS = 30.0


class AlreadyRunning(Refusal):
    """A supervisor is at work for the same home folder."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"一号已在运行：{url} （停止：make stop）。",
            f"Yihao is already running at {url} (to stop it: make stop).",
        )


def take_lock() -> IO[str]:
    """Become the only supervisor of this home; waits for the remains of a killed one to end."""
    make_home()
    lock = (home() / "serve.lock").open("a")
    give_up = time.monotonic() + GRACE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            if supervisor_is_alive() or time.monotonic() > give_up:
                lock.close()
                raise AlreadyRunning(known_url()) from problem
            time.sleep(0.2)
        else:
            return lock


def is_locked() -> bool:
    """True while a supervisor, or the guardian of a killed one, is at work."""
    path = home() / "serve.lock"
    if not path.exists():
        return False
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def refuse_second_run() -> None:
    """Say where it already runs, before any work is done."""
    if is_locked() and supervisor_is_alive():
        raise AlreadyRunning(known_url())


def supervisor_is_alive() -> bool:
    """True if the process that wrote the state file still exists."""
    pid = read_state().get("pid")
    if not pid:
        return True  # it has just taken the lock and has not written yet
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def known_url() -> str:
    """Where the running supervisor serves."""
    return str(read_state().get("url") or home())


def read_state() -> dict[str, Any]:
    """What the last supervisor wrote; empty if nothing usable."""
    with contextlib.suppress(OSError, ValueError):
        state = json.loads(_state_file().read_text(encoding="utf-8"))
        if isinstance(state, dict):
            return state
    return {}


def write_state(state: dict[str, Any]) -> None:
    """Replace the state file as a whole."""
    fresh = _state_file().with_suffix(".new")
    fresh.write_text(json.dumps(state, ensure_ascii=False, indent=2), encoding="utf-8")
    fresh.replace(_state_file())


def clear_state() -> None:
    """Forget the processes: they are gone."""
    _state_file().unlink(missing_ok=True)


def _state_file() -> Path:
    return home() / "serve.json"
