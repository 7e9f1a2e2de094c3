"""What is done with documents after they were issued."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.documents.types import DocumentType, OfficeType
from documents.services.delivering import record_delivery
from documents.services.offices import set_office
from documents.services.receiving import confirm_receipt


class ConfirmReceipt(TypedMutation):
    class Meta:
        description = "Confirm that a unit has the document (签收回执); repeating changes nothing."
        idempotent = False

    class Arguments:
        document_id = ID(required=True)
        unit_id = ID(description="Needed only by people of several recipient units.")

    document = graphene.Field(DocumentType)

    @classmethod
    def perform(
        cls, info: Info, *, document_id: UUID, unit_id: UUID | None = None
    ) -> "ConfirmReceipt":
        actor = info.context.person
        document = confirm_receipt(actor=actor, document_id=document_id, unit_id=unit_id)
        return cls(document=document)


class RecordDelivery(TypedMutation):
    class Meta:
        description = "Note that the issuer brought a document to somebody (报送、送达)."
        idempotent = False

    class Arguments:
        document_id = ID(required=True)
        to = graphene.String(required=True, description="At most 100 characters.")
        at = DateTime(required=True)
        how = graphene.String(required=True, description="At most 60 characters.")

    document = graphene.Field(DocumentType)

    @classmethod
    def perform(
        cls, info: Info, *, document_id: UUID, to: str, at: datetime, how: str
    ) -> "RecordDelivery":
        actor = info.context.person
        document = record_delivery(actor=actor, document_id=document_id, to=to, at=at, how=how)
        return cls(document=document)


class SetOffice(TypedMutation):
    class Meta:
        description = "Change how the workspace signs documents from now on (发文机关)."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True, description="机关代字: 2 to 10 Chinese characters.")
        head = graphene.String(required=True, description="At most 60 characters.")
        contact = graphene.String(description="At most 60 characters.")
        phone = graphene.String(description="The office's own; at most 40 characters.")

    office = graphene.Field(OfficeType)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "SetOffice":
        return cls(office=set_office(actor=info.context.person, **arguments))


class DocumentMutations(graphene.ObjectType):
    confirm_receipt = ConfirmReceipt.Field()
    record_delivery = RecordDelivery.Field()
    set_office = SetOffice.Field()
