"""People and rules enter the platform, and the organisation changes under open tickets.

`kinds` are the workbooks for units, people and in-flight tickets; `services` move people and merge
units, each one action after which nothing is orphaned.
"""
