"""派单目录: who leads which matter where, by what law, to what standard, within what limit.

Each dispatching centre keeps its own, in its own workspace. Knows nothing of tickets.
"""
