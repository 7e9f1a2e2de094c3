"""报送: how a document came to whom it is for, and the 批示 that comes back on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from documents.access import document_for
from documents.errors import DocumentError
from documents.models import Document, DocumentDelivery, DocumentInstruction
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import clean_line
from people.actor import Actor
from privacy.screening import screen_text

TO_LIMIT, HOW_LIMIT = 100, 60
MAY_DELIVER = ("register", "dispatch", "sign_off")


def record_delivery(
    *, actor: Actor, document_id: UUID | None, to: str, at: datetime, how: str
) -> Document:
    """Note that the issuing unit brought a document to somebody: whom, when, by which way.

    The same delivery noted again changes nothing.
    """
    document = document_for(actor, document_id)
    if document.original_id is not None or not any(
        actor.may(each, document.unit_id) for each in MAY_DELIVER
    ):
        raise PermissionDenied
    to = screen_text(clean_line(to, field="to", limit=TO_LIMIT))
    how = screen_text(clean_line(how, field="how", limit=HOW_LIMIT))
    recorded_at = now()
    if at > recorded_at:
        raise DomainError(
            DocumentError.DELIVERY_IN_FUTURE, "送达时间不能晚于现在，请核对", field="at"
        )
    if at < document.issued_at:
        raise DomainError(
            DocumentError.DELIVERY_BEFORE_ISSUE, "送达时间早于签发时间，请核对", field="at"
        )
    delivery = DocumentDelivery(
        document=document,
        to=to,
        at=at,
        how=how,
        by=actor.user_id,
        by_name=actor.name,
        recorded_at=recorded_at,
    )
    with transaction.atomic():
        DocumentDelivery.objects.bulk_create([delivery], ignore_conflicts=True)
    return document


def cite_document(*, document_id: UUID, instruction_id: UUID, at: datetime) -> None:
    """Note that an instruction (批示) was written on a document of the workspace one stands in.

    Called by the verb that records the instruction, in its transaction; it has let the actor to
    the document by `access.document_for`. Repeating it changes nothing.
    """
    DocumentInstruction.objects.bulk_create(
        [DocumentInstruction(document_id=document_id, instruction_id=instruction_id, at=at)],
        ignore_conflicts=True,
    )
