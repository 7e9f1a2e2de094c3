"""Intake (接听): what a seat has taken down but not registered, its shift change, and calls that
become no ticket."""
