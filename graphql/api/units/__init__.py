"""The slice of units: the tree of city, counties, townships, villages and departments."""
