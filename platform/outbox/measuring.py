"""How much waits, for how long, and what was given up: read at every scrape."""

from collections.abc import Iterable

from django.db.models import Count, Min
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from kernel.clock import now
from outbox.models import WAITING, OutboxMessage
from tenancy.context import in_public


def read_outbox() -> Iterable[Metric]:
    """Depth, lag and dead messages by workspace."""
    depth = GaugeMetricFamily("yihao_outbox_depth", "Messages undelivered", labels=["workspace"])
    lag = GaugeMetricFamily(
        "yihao_outbox_lag_seconds", "Age of the oldest undelivered message", labels=["workspace"]
    )
    dead = GaugeMetricFamily("yihao_outbox_dead", "Messages given up", labels=["workspace"])
    with in_public():
        waiting = OutboxMessage.objects.filter(WAITING).values("workspace")
        for each in waiting.annotate(number=Count("id"), oldest=Min("created_at")):
            depth.add_metric([each["workspace"]], each["number"])
            lag.add_metric([each["workspace"]], (now() - each["oldest"]).total_seconds())
        given_up = OutboxMessage.objects.filter(dead=True).values("workspace")
        for row in given_up.annotate(number=Count("id")):
            dead.add_metric([row["workspace"]], row["number"])
    return [depth, lag, dead]
