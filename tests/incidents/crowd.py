"""Many seats at once: each a process of its own that attaches its share of the callers."""

import os
from collections.abc import Callable

from django.db import connection


def in_processes(work: Callable[[int], None], count: int) -> Callable[[], None]:
    """Start `work(0)` … `work(count - 1)` in children; call what is returned to wait for them."""
    children = [_child(work, number) for number in range(count)]

    def wait() -> None:
        for child in children:
            _, status = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(status) == 0

    return wait


def _child(work: Callable[[int], None], number: int) -> int:
    child = os.fork()
    if child:
        return child
    connection.connection = None  # the parent's
    status = 1
    try:
        work(number)
        status = 0
    finally:
        os._exit(status)
