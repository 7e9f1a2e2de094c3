"""The outbox: facts told to the rest of the system exactly once, whoever dies on the way.

`publisher.publish` records a fact in the transaction that made it true; `handlers.subscribe` says
who hears of it; `delivering` brings it there. Celery and Redis only ring the bell.
"""
