"""Documents: reading them, printing them, confirming and delivering."""
