"""What a ticket shows of its documents."""

from typing import Any

import graphene

from api.core.context import Info
from api.documents.loaders import DocumentsByTicket
from api.documents.types import DocumentType
from tickets.models import Ticket


class DocumentFields:
    """Fields of `Ticket`."""

    documents = graphene.List(
        graphene.NonNull(DocumentType), required=True, description="Issued on it, oldest first."
    )

    @staticmethod
    async def resolve_documents(ticket: Ticket, info: Info) -> Any:
        return await DocumentsByTicket.of(info.context).load(ticket.id)
