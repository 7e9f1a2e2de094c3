"""The commands that import workbooks: one base, one small command a kind."""
