"""A sweeper of its own process. Usage: python -m tests.duties.sweeper SECONDS; then START_FD."""

import os
import sys
import time

import django

django.setup()

from duties.services.sweeping import sweep_calls  # noqa: E402


def sweep(seconds: float) -> None:
    print("ready", flush=True)
    os.read(int(os.environ["START_FD"]), 1)
    end = time.monotonic() + seconds
    settled = 0
    while time.monotonic() < end:
        settled += sweep_calls(seconds=1.0)
    print(settled, flush=True)


if __name__ == "__main__":
    sweep(float(sys.argv[1]))
