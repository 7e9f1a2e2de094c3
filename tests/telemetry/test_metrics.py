"""Figures: few labels, no path of anybody's, and together over all processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.metrics_core import GaugeMetricFamily

from telemetry import metrics
from telemetry.middleware import place_of

ROOT = Path(__file__).resolve().parents[2]
COUNT = """
from telemetry.metrics import OUTBOX_DELIVERED
OUTBOX_DELIVERED.labels(topic="test").inc({number})
"""
TELL = "from telemetry.metrics import exposition; print(exposition().decode())"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/"),
        ("/graphql", "/graphql"),
        ("/graphql13800000001", "other"),
        ("/w/chibi/graphql", "/w"),
        ("/w/chibi/13800000001", "/w"),
        ("/w/张三/graphql", "other"),
        ("/console/tickets/1", "/console"),
        ("/static/console/a.js", "/static"),
        ("/favicon.ico", "other"),
    ],
)
def test_requests_are_counted_by_place_not_by_path(path: str, place: str) -> None:
    assert place_of(path) == place


def test_a_reading_that_fails_leaves_the_others_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[GaugeMetricFamily]:
        raise ZeroDivisionError

    figure = GaugeMetricFamily("test_figure", "Of the test", value=7)
    monkeypatch.setattr(metrics, "_readings", {"broken": broken, "good": lambda: [figure]})

    told = metrics.exposition().decode()

    assert "test_figure 7.0" in told
    assert 'yihao_metrics_unreadable_total{figure="broken"}' in told


def test_processes_count_together_from_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "metrics"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"left by an earlier run")
    monkeypatch.setenv(metrics.FOLDER_VARIABLE, "")
    metrics.share_between_processes(folder)
    assert list(folder.iterdir()) == []

    def run(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True, capture_output=True
        ).stdout.decode()

    run(COUNT.format(number=2))
    run(COUNT.format(number=3))

    assert 'yihao_outbox_delivered_total{topic="test"} 5.0' in run(TELL)
