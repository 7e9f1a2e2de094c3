"""What operators see: structured logs, metrics, error reports, probes. Never a personal datum."""
