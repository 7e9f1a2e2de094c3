"""Reads of documents. Whoever serves a person gets the documents through `access` first."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from documents.access import documents_visible_to
from documents.models import (
    Document,
    DocumentDelivery,
    DocumentInstruction,
    DocumentReceipt,
    DocumentRecipient,
)
from people.actor import Actor


def documents_of_tickets(
    actor: Actor, ticket_ids: Collection[UUID]
) -> Mapping[UUID, list[Document]]:
    """What was issued on several tickets and the actor may see, oldest first."""
    found: dict[UUID, list[Document]] = {ticket_id: [] for ticket_id in ticket_ids}
    visible = documents_visible_to(actor).filter(ticket_id__in=list(ticket_ids))
    for document in visible.order_by("issued_at", "id"):
        assert document.ticket_id is not None
        found[document.ticket_id].append(document)
    return found


def unconfirmed(documents: "QuerySet[Document]", actor: Actor) -> "QuerySet[Document]":
    """Of these, the ones a unit of the actor was sent and has not confirmed."""
    confirmed = DocumentReceipt.objects.filter(document=OuterRef("document"), unit=OuterRef("unit"))
    open_to_them = DocumentRecipient.objects.filter(
        ~Exists(confirmed), document=OuterRef("pk"), unit_id__in=actor.unit_ids()
    )
    return documents.filter(Exists(open_to_them))


def recipients_of(document_ids: Collection[UUID]) -> "QuerySet[DocumentRecipient]":
    return DocumentRecipient.objects.filter(document__in=list(document_ids)).order_by("position")


def receipts_of(document_ids: Collection[UUID]) -> "QuerySet[DocumentReceipt]":
    return DocumentReceipt.objects.filter(document__in=list(document_ids)).order_by("at", "id")


def deliveries_of(document_ids: Collection[UUID]) -> "QuerySet[DocumentDelivery]":
    return DocumentDelivery.objects.filter(document__in=list(document_ids)).order_by("at", "id")


def instructions_of(document_ids: Collection[UUID]) -> Mapping[UUID, list[UUID]]:
    """The instructions (批示) written on documents, first one first."""
    found: dict[UUID, list[UUID]] = {document_id: [] for document_id in document_ids}
    cited = DocumentInstruction.objects.filter(document__in=list(document_ids))
    for each in cited.order_by("at", "id"):
        found[each.document_id].append(each.instruction_id)
    return found
