"""The rules, one a module. Each is a pure function of texts."""
