"""Documents as the API shows them."""

from typing import Any
from uuid import UUID

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.documents.loaders import (
    DeliveriesByDocument,
    InstructionsByDocument,
    ReceiptsByDocument,
    RecipientsByDocument,
)
from api.units.loaders import UnitById
from api.units.types import UnitType
from documents.kinds import DocumentKind, form_of
from documents.models import Document, DocumentReceipt, DocumentRecipient

DocumentKindEnum = enum_of(DocumentKind, name="DocumentKind", description="文种")


class DocumentRecipientType(graphene.ObjectType):
    """To whom a document goes: a unit of the platform, or a body outside it by name."""

    class Meta:
        name = "DocumentRecipient"

    name = graphene.String(required=True)
    unit = graphene.Field(UnitType)
    is_copy = graphene.Boolean(required=True, description="抄送 rather than 主送.")

    @staticmethod
    async def resolve_unit(recipient: DocumentRecipient, info: Info) -> Any:
        if recipient.unit_id is None:
            return None
        return await UnitById.of(info.context).load(recipient.unit_id)


class DocumentReceiptType(graphene.ObjectType):
    """A unit confirmed that it has the document (签收回执)."""

    class Meta:
        name = "DocumentReceipt"

    unit = graphene.Field(UnitType, required=True)
    by_name = graphene.String(required=True)
    at = DateTime(required=True)

    @staticmethod
    async def resolve_unit(receipt: DocumentReceipt, info: Info) -> Any:
        return await UnitById.of(info.context).load(receipt.unit_id)


class DocumentDeliveryType(graphene.ObjectType):
    """How a document came to somebody (送达)."""

    class Meta:
        name = "DocumentDelivery"

    to = graphene.String(required=True)
    at = DateTime(required=True)
    how = graphene.String(required=True)
    by_name = graphene.String(required=True)


class DocumentType(graphene.ObjectType):
    """An issued document (公文): numbered, and frozen for ever."""

    class Meta:
        name = "Document"

    id = ID(required=True)
    kind = DocumentKindEnum(required=True)
    title = graphene.String(required=True)
    number = graphene.String(required=True, description="文号, e.g. 咸热线交〔2026〕12号.")
    ticket_id = ID(description="The ticket in this workspace.")
    assignment_id = ID()
    unit = graphene.Field(UnitType, required=True, description="In whose name it was issued.")
    issued_by_name = graphene.String(required=True)
    issued_at = DateTime(required=True)
    issued_here = graphene.Boolean(required=True, description="False: a copy of another's.")
    confidential = graphene.Boolean(required=True)
    text = graphene.String(required=True, description="The whole page as plain text.")
    digest = graphene.String(required=True, description="sha256 over everything it says.")
    print_path = graphene.String(required=True, description="The page to print.")
    recipients = graphene.List(graphene.NonNull(DocumentRecipientType), required=True)
    receipts = graphene.List(graphene.NonNull(DocumentReceiptType), required=True)
    deliveries = graphene.List(graphene.NonNull(DocumentDeliveryType), required=True)
    instructed = graphene.List(
        graphene.NonNull(ID), required=True, description="Instructions (批示) written on it."
    )

    @staticmethod
    def resolve_title(document: Document, _info: Info) -> str:
        return form_of(DocumentKind(document.kind)).heading

    @staticmethod
    async def resolve_unit(document: Document, info: Info) -> Any:
        return await UnitById.of(info.context).load(document.unit_id)

    @staticmethod
    def resolve_issued_here(document: Document, _info: Info) -> bool:
        return document.original_id is None

    @staticmethod
    def resolve_print_path(document: Document, info: Info) -> str:
        assert info.context.workspace is not None
        return f"/w/{info.context.workspace.slug}/documents/{document.id}/print"

    @staticmethod
    async def resolve_recipients(document: Document, info: Info) -> Any:
        return await RecipientsByDocument.of(info.context).load(document.id)

    @staticmethod
    async def resolve_receipts(document: Document, info: Info) -> Any:
        return await ReceiptsByDocument.of(info.context).load(document.id)

    @staticmethod
    async def resolve_deliveries(document: Document, info: Info) -> Any:
        return await DeliveriesByDocument.of(info.context).load(document.id)

    @staticmethod
    async def resolve_instructed(document: Document, info: Info) -> list[UUID] | None:
        return await InstructionsByDocument.of(info.context).load(document.id)


class OfficeType(graphene.ObjectType):
    """How the workspace's office signs its documents (发文机关)."""

    class Meta:
        name = "Office"

    code = graphene.String(required=True, description="机关代字, e.g. 咸热线.")
    head = graphene.String(required=True, description="发文机关名称")
    contact = graphene.String(required=True)
    phone = graphene.String(required=True)
    since = DateTime(required=True)


DocumentConnection = connection_of(DocumentType)
