"""One module per verb. Every verb is one custody transaction."""
