"""Duty (值班) and the express line (直通车): who answers for a unit now, and calling them.

Read `roster` for who is on duty when, `services.expressing` for the giving, `services.sweeping` for
what happens when nobody answers.
"""
