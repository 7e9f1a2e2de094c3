"""Reading documents."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.documents.types import DocumentConnection, DocumentKindEnum, DocumentType, OfficeType
from documents.access import document_for, documents_visible_to
from documents.models import Document, Office
from documents.selectors import unconfirmed
from documents.services.offices import current_office
from tickets.access import ticket_for
from trail.recording import record

NEWEST = Order(Key("issued_at", datetime, descending=True), Key("id", UUID, descending=True))


class DocumentFilter(graphene.InputObjectType):
    """Which documents a list shows; all conditions hold together."""

    kinds = graphene.List(graphene.NonNull(DocumentKindEnum))
    number = graphene.String(description="Part of the number (文号).")
    unconfirmed = graphene.Boolean(
        description="Addressed to the person's units, and no receipt of theirs yet."
    )


class DocumentQueries(graphene.ObjectType):
    document = graphene.Field(
        DocumentType, document_id=ID(required=True), description="One document, with its text."
    )
    documents = connection_field(
        DocumentConnection,
        description="Documents the person may see, newest first; of one ticket if it is named.",
        ticket_id=ID(),
        where=DocumentFilter(),
    )
    office = graphene.Field(
        OfficeType, required=True, description="How this workspace signs documents now."
    )

    @staticmethod
    def resolve_document(_root: None, info: Info, document_id: UUID) -> Document:
        actor = info.context.person
        document = document_for(actor, document_id)
        record(
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb="document.read",
            object_kind="document",
            object_id=document.id,
        )
        return document

    @staticmethod
    def resolve_documents(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        ticket_id: UUID | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[Document]:
        actor = info.context.person
        found = documents_visible_to(actor)
        if ticket_id is not None:
            found = found.filter(ticket_id=ticket_for(actor, ticket_id).id)
        where = where or {}
        if where.get("kinds"):
            found = found.filter(kind__in=where["kinds"])
        if where.get("number"):
            found = found.filter(number__contains=where["number"])
        if where.get("unconfirmed"):
            found = unconfirmed(found, actor)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_office(_root: None, _info: Info) -> Office:
        return current_office()
