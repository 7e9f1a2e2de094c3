"""What is known of a file, as the API shows it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import graphene

from api.core.batching import Loader
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from attachments.models import Attachment, Purpose
from attachments.selectors import attachments_of

AttachmentPurpose = enum_of(Purpose, name="AttachmentPurpose", description="附件用途")


class AttachmentType(graphene.ObjectType):
    """A file of a ticket. Its content: GET /w/<slug>/attachments/<id>."""

    class Meta:
        name = "Attachment"

    id = ID(required=True)
    purpose = AttachmentPurpose(required=True)
    name = graphene.String(required=True)
    media_type = graphene.String(required=True, description="As told from the content.")
    size = graphene.Int(required=True, description="Bytes.")
    taken_at = DateTime(description="When the camera says the photo was taken.")
    uploaded_at = DateTime(required=True)
    uploaded_by_name = graphene.String(required=True)
    path = graphene.String(required=True, description="Where to download it.")

    @staticmethod
    def resolve_path(attachment: Attachment, info: Info) -> str:
        assert info.context.workspace is not None
        return f"/w/{info.context.workspace.slug}/attachments/{attachment.id}"


class AttachmentsByTicket(Loader[UUID, list[Attachment]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Attachment]]:
        return attachments_of(keys)


def attachments_field(description: str) -> Any:
    """A field that lists files."""
    return graphene.List(graphene.NonNull(AttachmentType), required=True, description=description)
