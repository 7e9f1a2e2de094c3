"""The slice of follow-up and rating."""
