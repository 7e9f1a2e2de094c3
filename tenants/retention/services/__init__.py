"""Writes: rules, and the erasing of identities."""
