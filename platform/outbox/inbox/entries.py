"""Noting that a message has had its effect here."""

from uuid import UUID

from django.db import connection

from kernel.clock import now
from kernel.ids import uuid7
from outbox.inbox.models import InboxEntry

NOTE = f"""
    INSERT INTO "{InboxEntry._meta.db_table}" (id, message_id, handler, handled_at)
    VALUES (%s, %s, %s, %s) ON CONFLICT (message_id, handler) DO NOTHING
"""  # noqa: S608 - the name of our own table


def is_first_time(message_id: UUID, handler: str) -> bool:
    """Note the delivery, and tell whether it is the first. Inside the effect's transaction.

    While another worker is about to note the same, this waits for it to commit or to fail.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the note and the effect must be one transaction")
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [uuid7(), message_id, handler, now()])
        return bool(cursor.rowcount == 1)
