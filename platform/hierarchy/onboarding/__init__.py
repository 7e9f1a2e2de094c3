"""A whole city from one table of divisions (区划表): read, checked, then written at once.

`reading` turns a file into rows, `checking` proves that they make a tree, `writing` brings the
units in line with them, `workspaces` provisions the city and each county.
"""
