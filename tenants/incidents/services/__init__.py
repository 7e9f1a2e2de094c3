"""Writes of incidents."""
