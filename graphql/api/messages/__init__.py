"""The slice of messages to citizens."""
