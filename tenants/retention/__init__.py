"""Retention: how long what is kept, and the erasing of identities when the time is over."""
