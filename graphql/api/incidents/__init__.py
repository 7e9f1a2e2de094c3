"""The slice of incidents."""
