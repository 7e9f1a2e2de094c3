"""Settings: everything in `base`, everything from the environment."""
