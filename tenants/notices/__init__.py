"""Notices: telling a unit that a case has come into its hands."""
