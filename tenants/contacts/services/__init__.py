"""Writes on a citizen's request that is there already, one verb a module."""
