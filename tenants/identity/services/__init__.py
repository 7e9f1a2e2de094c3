"""Writes of identity: revealing, releasing, granting, marking."""
