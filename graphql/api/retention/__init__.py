"""The slice of periods of retention."""
