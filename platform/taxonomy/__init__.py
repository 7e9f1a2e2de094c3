"""What requests are about: kinds, categories, scope and call results, as versioned data of a city.

Shared by the city's workspaces: a county works with its city's set.
"""
