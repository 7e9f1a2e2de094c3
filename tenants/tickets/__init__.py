"""Tickets (工单): a workspace's working copy of a citizen's request, and what units give each other.

Read `states` for everything that can happen to one, `services` for how, `access` for who.
"""
