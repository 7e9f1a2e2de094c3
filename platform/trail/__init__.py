"""Who did and read what: append-only by database rights."""
