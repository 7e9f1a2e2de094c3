"""The slice of the dispatch catalogue: rules, precedents, reply skeletons, advice."""
