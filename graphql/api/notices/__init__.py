"""The slice of notices."""
