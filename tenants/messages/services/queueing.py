"""Putting a text to a citizen into the queue, in the transaction that makes it true."""

from uuid import UUID

from django.db import connection

from kernel.clock import now
from kernel.errors import DomainError, KernelError
from kernel.ids import uuid7
from messages.models import Delivery, Message
from messages.templates import CODE, TEXT_LIMIT
from outbox.clock import DatabaseNow


def queue_message(
    *, caller_id: UUID, ticket_id: UUID | None, purpose: str, text: str, code: str = ""
) -> UUID:
    """Queue one message in the current workspace and return its id; sent within seconds of commit.

    Call it inside the transaction of the act it tells of; works under the custody role, standing
    in the accepting workspace. About a secret ticket queue only what `templates.compose` made with
    `secret=True`. Where the text leaves the query code open (`templates.CODE`), give it as `code`:
    it is kept encrypted until it was sent. Raises TOO_LONG (field `text`).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_message() must run inside the transaction it belongs to")
    if CODE in text and not code:
        raise ValueError("the text leaves a query code open and none was given")
    if len(text) > TEXT_LIMIT:
        raise DomainError(KernelError.TOO_LONG, f"短信过长，最多 {TEXT_LIMIT} 个字", field="text")
    message = Message(caller_id=caller_id, ticket_id=ticket_id, purpose=purpose, text=text)
    return _queue(message, code if CODE in text else "")


def queue_staff_message(*, phone: str, ticket_id: UUID | None, purpose: str, text: str) -> UUID:
    """Queue one message to a person on duty in the current workspace and return its id.

    Kept encrypted like a citizen's number. Call it inside the transaction of the act it tells of.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_staff_message() must run inside the transaction it belongs to")
    message = Message(staff_phone=phone, ticket_id=ticket_id, purpose=purpose, text=text)
    return _queue(message, "")


def _queue(message: Message, code: str) -> UUID:
    message.created_at = now()
    message.save(force_insert=True)
    Delivery(id=uuid7(), message=message, code=code, available_at=DatabaseNow()).save(
        force_insert=True
    )
    return message.id
