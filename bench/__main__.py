"""`make bench`: what a verb costs, beside a calibration of this machine in the same run.

Rows alternate, each is the median of its rounds; times are in milliseconds. The full table of
targets grows with the product; a row without a target is a measurement, not a claim.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".yihao" / "bench"
RESULTS = ROOT / "bench" / "results.json"
ROUNDS = 30
START_SECONDS = 120


@contextmanager
def servers() -> Iterator[None]:
    """Embedded servers of our own, durable as in service, unless both are given."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    os.environ["YIHAO_HOME"] = str(HOME)
    server = subprocess.Popen([sys.executable, "-m", "yihao.serving", "--servers-only"], cwd=ROOT)
    try:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and server.poll() is None:
            state = HOME / "serve.json"
            if state.exists() and json.loads(state.read_text(encoding="utf-8")).get("ready"):
                break
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def calibrate_python() -> None:
    sum(number * number for number in range(100_000))


def calibrate_sql() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n) FROM generate_series(1, 20000) n")
        cursor.fetchall()


def measure(rows: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Every row once per round, in turns, after one round to warm up."""
    for row in rows.values():
        row()
    seen: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(ROUNDS):
        for name, row in rows.items():
            seen[name].append(row())
    return seen


def rows_of(city: Any) -> dict[str, Callable[[], float]]:
    from tests.harness.rounds import Round

    def registering() -> float:
        return timed(Round(city).register)

    def handing_over() -> float:
        round_ = Round(city)
        round_.register()
        round_.accept()
        return timed(lambda: round_.delegate(round_.dispatcher, round_.county_unit))

    def signing() -> float:
        round_ = Round(city).to_county()
        return timed(lambda: round_.sign(round_.county))

    return {
        "calibration: python": lambda: timed(calibrate_python),
        "calibration: sql": lambda: timed(calibrate_sql),
        "register": registering,
        "handoff across workspaces": handing_over,
        "sign": signing,
    }


def main() -> int:
    with servers():
        from tests.harness import databases

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")
        os.environ.setdefault("YIHAO_TEST_SERVER", databases.admin_url("postgres"))
        import django

        django.setup()
        name = f"yihao_bench_{os.getpid()}"
        databases.clone_database(name)
        databases.use_database(name)
        try:
            from tests.harness.city import City

            seen = measure(rows_of(City()))
        finally:
            from django.db import connections

            connections.close_all()
            databases.drop_database(name)
    report(seen)
    return 0


def report(seen: dict[str, list[float]]) -> None:
    base = statistics.median(seen["calibration: sql"])
    results = []
    for name, times in seen.items():
        middle = statistics.median(times)
        results.append({"row": name, "value": middle, "unit": "ms", "ratio": middle / base})
        print(f"{name:28} {middle:8.2f} ms   × {middle / base:6.2f} of calibration: sql")
    RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
