"""Ending a run from outside."""

import contextlib
import os
import signal
import time

from yihao.installation import Refusal
from yihao.serving import presence
from yihao.serving.telling import tell

LONGEST_STOP_SECONDS = 120.0


def stop() -> None:
    """Ask the supervisor to stop and wait until nothing is left; nothing to do is no error."""
    if not presence.is_locked():
        tell("没有正在运行的一号", "Nothing is running")
        return
    pid = int(presence.read_state().get("pid") or 0)
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    give_up = time.monotonic() + LONGEST_STOP_SECONDS
    while presence.is_locked():
        if time.monotonic() > give_up:
            raise Refusal(
                f"进程 {pid} 未能在限定时间内停止，请检查后手动结束。",
                f"Process {pid} did not stop in time: look at it and end it by hand.",
            )
        time.sleep(0.1)
    _wait_for_end(pid)
    tell("已停止", "Stopped")


def _wait_for_end(pid: int) -> None:
    """The lock is let go a moment before the process is gone."""
    give_up = time.monotonic() + 2.0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while pid and time.monotonic() < give_up:
            os.kill(pid, 0)
            time.sleep(0.05)
