"""Writes: queueing, sending, reports of delivery, templates."""
