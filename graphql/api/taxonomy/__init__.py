"""The slice of a city's words: kinds, categories, scope, call results."""
