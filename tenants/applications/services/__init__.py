"""Writes: asking for time, deciding, resuming, disputing."""
