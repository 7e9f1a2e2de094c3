"""What is counted. With several processes (PROMETHEUS_MULTIPROC_DIR) each keeps a file there."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

log = structlog.get_logger(__name__)
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Histogram(
    "yihao_request_seconds",
    "Time to answer a request",
    ["method", "place", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
OUTBOX_DELIVERED = Counter("yihao_outbox_delivered", "Messages delivered", ["topic"])
OUTBOX_FAILED = Counter("yihao_outbox_failed", "Deliveries that failed", ["topic"])
OUTBOX_DIED = Counter("yihao_outbox_died", "Messages given up", ["topic"])
UNREADABLE = Counter("yihao_metrics_unreadable", "Figures that could not be read", ["figure"])

Reading = Callable[[], Iterable[Metric]]
_readings: dict[str, Reading] = {}


def read_at_scrape(name: str, reading: Reading) -> None:
    """Have `reading` asked at every scrape; for figures that lie in the database.

    It works while workers are dead, which is when such figures matter.
    """
    _readings[name] = reading


class _Readings:
    """All registered readings as one collector; one that fails leaves the others standing."""

    def collect(self) -> Iterator[Metric]:
        for name, reading in _readings.items():
            try:
                yield from list(reading())
            except Exception:
                UNREADABLE.labels(figure=name).inc()
                log.exception("metrics.unreadable", figure=name)


def exposition() -> bytes:
    """Everything, over all processes, in the Prometheus text format."""
    figures = CollectorRegistry()
    figures.register(_Readings())
    if FOLDER_VARIABLE not in os.environ:
        return generate_latest(figures) + generate_latest(REGISTRY)
    counted = CollectorRegistry()
    MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(figures) + generate_latest(counted)


def share_between_processes(folder: Path) -> None:
    """For a supervisor, before it starts children: let them count together, from zero."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[FOLDER_VARIABLE] = str(folder)
