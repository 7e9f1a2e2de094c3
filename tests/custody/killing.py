"""A child of this process that carries out a command and dies in the middle, as in a power cut."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection

COMMIT = 0


def run_in_child(work: Callable[[], None], *, moment: str = "never", number: int = -1) -> int:
    """Fork, do `work`, and SIGKILL it `before` or `after` its statement `number` (0: its commit).

    Returns the number of statements it took, or -9 if it was killed; anything else fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(work, Killer(moment, number), writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return -os.WTERMSIG(status)
    assert os.waitstatus_to_exitcode(status) == 0, told
    return int(told)


def _be_the_child(work: Callable[[], None], killer: "Killer", writing: int) -> None:
    # The parent's connection is the parent's: drop it without a word to the server.
    connection.connection = None
    status = 1
    try:
        commit = connection.commit
        connection.commit = lambda: killer.around(COMMIT, commit)
        with connection.execute_wrapper(killer):
            work()
        os.write(writing, str(killer.count).encode())
        status = 0
    except BaseException as problem:  # noqa: BLE001 - the parent must hear of it
        os.write(writing, repr(problem).encode())
    finally:
        os._exit(status)


class Killer:
    """Counts statements and ends the process at one of them."""

    def __init__(self, moment: str, number: int) -> None:
        self.moment = moment
        self.number = number
        self.count = 0

    def around(self, number: int, act: Callable[[], Any]) -> Any:
        self._perhaps_die("before", number)
        result = act()
        self._perhaps_die("after", number)
        return result

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.count += 1
        return self.around(self.count, lambda: execute(*arguments))

    def _perhaps_die(self, moment: str, number: int) -> None:
        if (self.moment, self.number) == (moment, number):
            os.kill(os.getpid(), signal.SIGKILL)
