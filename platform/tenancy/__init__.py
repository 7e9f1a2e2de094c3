"""Workspaces: one schema and one database role for the city and for each county.

Read `context` for how code enters a workspace, `backend` for how the database enforces it,
`grants` for who may touch which table, `provisioning` for how a workspace comes to be.
"""
