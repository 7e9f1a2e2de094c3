"""A process of its own that ends the children of a supervisor which was killed outright.

The supervisor tells it through a pipe what it starts and ends. When the pipe closes, the
supervisor is gone, however it went; whatever is still on the list is stopped, servers last.
"""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass

import psutil

SERVERS_ORDER = 10  # children from this order on serve the others and are stopped after them
PATIENCE = {"children": 4.0, "servers": 15.0}


@dataclass(frozen=True)
class Ward:
    """One process group to look after: how to stop it and when."""

    pid: int
    name: str
    stop_signal: int
    order: int


class Guardian:
    """The supervisor's end of the pipe."""

    def __init__(self, *, kept_open: int) -> None:
        """Fork it before any thread exists; it keeps one descriptor (the lock) open."""
        reader, self._writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _guard(reader, kept_open=kept_open)
        os.close(reader)

    def watch(self, ward: Ward) -> None:
        """Look after a group that was just started."""
        self._tell({"watch": asdict(ward)})

    def forget(self, pid: int) -> None:
        """Leave a group alone: it is gone, and its number may be given to somebody else."""
        self._tell({"forget": pid})

    def dismiss(self) -> None:
        """Let it go once every child has been stopped."""
        os.close(self._writer)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)

    def _tell(self, message: dict[str, object]) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self._writer, json.dumps(message).encode() + b"\n")


def _guard(reader: int, *, kept_open: int) -> None:
    """The life of the guardian process. Never returns."""
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN)
        _let_go_of_files(kept={reader, kept_open})
        wards: dict[int, Ward] = {}
        with os.fdopen(reader, "r") as lines:
            for line in lines:
                _note(json.loads(line), wards)
        _end_all(list(wards.values()))
    finally:
        os._exit(0)


def _let_go_of_files(*, kept: set[int]) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    highest = max(kept)
    for descriptor in range(3, highest):
        if descriptor not in kept:
            with contextlib.suppress(OSError):
                os.close(descriptor)
    os.closerange(highest + 1, highest + 1024)


def _note(message: dict[str, object], wards: dict[int, Ward]) -> None:
    if isinstance(found := message.get("watch"), dict):
        ward = Ward(**found)
        wards[ward.pid] = ward
    else:
        wards.pop(int(str(message["forget"])), None)


def _end_all(wards: list[Ward]) -> None:
    clients = [ward for ward in wards if ward.order < SERVERS_ORDER]
    servers = [ward for ward in wards if ward.order >= SERVERS_ORDER]
    end_groups(clients, patience=PATIENCE["children"])
    end_groups(servers, patience=PATIENCE["servers"])


def end_groups(wards: list[Ward], *, patience: float) -> None:
    """Ask the groups to end, wait for them together, kill what is left."""
    for ward in wards:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(ward.pid, ward.stop_signal)
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up and any(group_exists(ward.pid) for ward in wards):
        time.sleep(0.1)
    for ward in wards:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(ward.pid, signal.SIGKILL)


def group_exists(pid: int) -> bool:
    """True while a living process of the group is left; nobody may ever collect the dead ones."""
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return any(_lives_in_group(process, pid) for process in psutil.process_iter())


def _lives_in_group(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ProcessLookupError):
        return False
