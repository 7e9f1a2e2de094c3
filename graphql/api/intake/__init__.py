"""The slice of intake."""
