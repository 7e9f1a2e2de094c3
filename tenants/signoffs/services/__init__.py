"""Writes: policies, substitutes, asking for a signature, signing, instructing."""
