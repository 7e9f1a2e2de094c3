"""Processes of an earlier run that nobody stopped: found by number and birth, then ended."""

import signal

import psutil

from yihao.serving import presence
from yihao.serving.guardian import Ward, end_groups

SERVERS = {"postgres", "redis"}  # ended by their own rules, when they are started again
PATIENCE = 5.0


def identity(pid: int) -> dict[str, float]:
    """A process number with the moment of its birth: numbers are given out again."""
    try:
        return {"pid": pid, "born": psutil.Process(pid).create_time()}
    except psutil.Error:
        return {"pid": pid, "born": 0.0}


def end_all() -> None:
    """End what the last supervisor started and neither it nor its guardian could stop."""
    found = presence.read_state().get("children", {})
    wards = [
        Ward(int(known["pid"]), name, int(signal.SIGTERM), 0)
        for name, known in found.items()
        if name not in SERVERS and identity(int(known["pid"]))["born"] == known["born"]
    ]
    end_groups([ward for ward in wards if psutil.pid_exists(ward.pid)], patience=PATIENCE)
    presence.clear_state()
