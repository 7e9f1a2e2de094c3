"""The tree of units: city, county, township, village, and the departments and utilities of each.

Read `models` for what a unit is, `services` for how it is renamed, moved and closed, `onboarding`
for how a whole city comes from one table.
"""
