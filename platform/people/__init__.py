"""Users, their memberships in units, and what a membership lets them do.

Read `roles` for the table, `services.memberships` for how grants follow it, `actor` for what the
rest of the system gets to see of a person.
"""
