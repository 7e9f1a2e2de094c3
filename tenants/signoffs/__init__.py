"""What a unit's leader approves before it leaves the unit, and what leaders write (审签、批示)."""
