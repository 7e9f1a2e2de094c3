"""The slice of tickets, cases and the chain of custody."""
