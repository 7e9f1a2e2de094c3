"""The slice of the reply desk."""
