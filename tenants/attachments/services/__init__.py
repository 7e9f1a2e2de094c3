"""Writes of attachments."""
