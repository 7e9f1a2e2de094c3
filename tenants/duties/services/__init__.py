"""Writes of duty: rosters, the rule, the express giving, and its calls."""
