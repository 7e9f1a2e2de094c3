"""Notices: telling a unit what it must know of a ticket.

Stands below the apps of verbs, so that each of them announces its own facts.
"""
