"""Attachments in the schema: taking back one's own upload."""

from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at
from api.core.scalars import ID
from attachments.services.uploading import discard_upload


class DiscardAttachment(TypedMutation):
    class Meta:
        description = "Take back one's own upload that nothing has used yet."
        idempotent = False

    class Arguments:
        attachment_id = ID(required=True)

    attachment_id = ID(description="What is gone now.")

    @classmethod
    def perform(cls, info: Info, *, attachment_id: UUID) -> "DiscardAttachment":
        discard_upload(actor=info.context.person, attachment_id=attachment_id)
        return cls(attachment_id=attachment_id)


class AttachmentMutations(graphene.ObjectType):
    discard_attachment = DiscardAttachment.Field()


POLICY: Table = {
    "Mutation.discardAttachment": at(WORKSPACE, SIGNED_IN),
    "Attachment.*": WITH_PARENT,
}
