"""Bringing in requests from elsewhere, through the same services as people use."""
