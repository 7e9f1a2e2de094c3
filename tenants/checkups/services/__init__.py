"""Writes of check-ups."""
