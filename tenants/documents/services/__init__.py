"""Issuing a document, and what is noted about it afterwards."""
