"""Writes: drafting, replying, delivering."""
