"""The ledger of imports whose rows live in one workspace."""
