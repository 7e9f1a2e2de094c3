"""Duty rosters, and the express line with its calls."""
