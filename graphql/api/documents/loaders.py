"""What lists of documents need, each in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from documents.models import Document, DocumentDelivery, DocumentReceipt, DocumentRecipient
from documents.selectors import (
    deliveries_of,
    documents_of_tickets,
    instructions_of,
    receipts_of,
    recipients_of,
)


class DocumentsByTicket(Loader[UUID, list[Document]]):
    """Those the person may see."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Document]]:
        return documents_of_tickets(self.context.person, keys)


class RecipientsByDocument(Loader[UUID, list[DocumentRecipient]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[DocumentRecipient]]:
        found: dict[UUID, list[DocumentRecipient]] = {key: [] for key in keys}
        for each in recipients_of(keys):
            found[each.document_id].append(each)
        return found


class ReceiptsByDocument(Loader[UUID, list[DocumentReceipt]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[DocumentReceipt]]:
        found: dict[UUID, list[DocumentReceipt]] = {key: [] for key in keys}
        for each in receipts_of(keys):
            found[each.document_id].append(each)
        return found


class DeliveriesByDocument(Loader[UUID, list[DocumentDelivery]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[DocumentDelivery]]:
        found: dict[UUID, list[DocumentDelivery]] = {key: [] for key in keys}
        for each in deliveries_of(keys):
            found[each.document_id].append(each)
        return found


class InstructionsByDocument(Loader[UUID, list[UUID]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[UUID]]:
        return instructions_of(keys)
