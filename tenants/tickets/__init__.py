"""Tickets (工单): working copies of citizens' requests, and what units give each other.

Read `states` for everything that can happen to one, `services` for how, `access` for who.
"""
