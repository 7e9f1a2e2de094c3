"""Counters and gauges for the operators."""

from prometheus_client import Counter, Gauge

OUTBOX_DEPTH = Gauge("yihao_outbox_depth", "Messages that still must be delivered")
OUTBOX_LAG = Gauge("yihao_outbox_lag_seconds", "Age of the oldest undelivered message")
OUTBOX_DEAD = Gauge("yihao_outbox_dead", "Messages given up after too many attempts")
REQUESTS = Counter("yihao_requests", "Requests answered", ["status"])
