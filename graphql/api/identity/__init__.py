"""The slice of identity: who called, who looked, and what is kept from whom."""
