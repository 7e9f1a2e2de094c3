"""上传: a file is examined, made safe and put on the disk; only then is it known."""

import hashlib
import io
import os
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import transaction

from attachments.access import own_upload, own_uploads
from attachments.errors import AttachmentError
from attachments.images import cleaned_picture
from attachments.kinds import EXTENSIONS, IMAGES, TAKEN, MediaType, media_type_of
from attachments.models import Attachment, Purpose
from attachments.scanning import check_for_malware
from attachments.storage import keep, store
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from kernel.text import clean_line
from people.actor import Actor

NAME_LIMIT = 100
CHUNK = 1024 * 1024


def upload_attachment(
    *, actor: Actor, file: IO[bytes], name: str, purpose: str = Purpose.OTHER
) -> Attachment:
    """Take a file into the current workspace; it belongs to the actor until a verb binds it.

    Raises ATTACHMENT_TOO_LARGE, ATTACHMENT_TOO_MANY, ATTACHMENT_TYPE_REFUSED, ATTACHMENT_DAMAGED,
    ATTACHMENT_INFECTED, ATTACHMENT_SCAN_UNAVAILABLE or PURPOSE_UNKNOWN; then nothing is kept.
    """
    if actor.workspace is None or not actor.unit_ids():
        raise PermissionDenied
    if purpose not in Purpose.values:
        raise DomainError(
            AttachmentError.PURPOSE_UNKNOWN, "附件用途无效，请重新选择", field="purpose"
        )
    _check_size(file)
    if own_uploads(actor).count() >= settings.ATTACHMENTS_PER_TICKET:
        raise too_many()
    media_type = media_type_of(file)
    if media_type is None:
        raise DomainError(
            AttachmentError.ATTACHMENT_TYPE_REFUSED, f"不支持这种文件，请上传{TAKEN}", field="file"
        )
    check_for_malware(file)
    content, taken_at = _made_safe(file, media_type)
    at = now()
    row = Attachment(
        id=uuid7(),
        purpose=purpose,
        name=_label(name, media_type),
        media_type=media_type,
        size=_size(content),
        sha256=_digest(file),
        stored_sha256=_digest(content),
        taken_at=taken_at,
        uploaded_by=actor.user_id,
        uploaded_by_name=actor.name,
        uploaded_at=at,
        stored_name=keep(content, schema=actor.workspace.schema, at=at),
    )
    with transaction.atomic():
        row.save(force_insert=True)
    return row


def discard_upload(*, actor: Actor, attachment_id: object) -> None:
    """Take back one's own upload that no verb has bound."""
    row = own_upload(actor, attachment_id)  # type: ignore[arg-type]
    with transaction.atomic():
        taken_back, _ = Attachment.objects.filter(pk=row.pk, ticket_id__isnull=True).delete()
    if taken_back:
        store().delete(row.stored_name)


def too_many() -> DomainError:
    return DomainError(
        AttachmentError.ATTACHMENT_TOO_MANY,
        f"附件过多，每件工单最多 {settings.ATTACHMENTS_PER_TICKET} 个，请先删去不需要的",
        field="attachmentIds",
    )


def too_large() -> DomainError:
    megabytes = settings.ATTACHMENT_BYTES // (1024 * 1024)
    return DomainError(
        AttachmentError.ATTACHMENT_TOO_LARGE,
        f"文件过大，最大 {megabytes} MB，请压缩后再上传",
        field="file",
    )


def _check_size(file: IO[bytes]) -> None:
    size = _size(file)
    if size > settings.ATTACHMENT_BYTES:
        raise too_large()
    if size == 0:
        raise DomainError(
            AttachmentError.ATTACHMENT_MISSING, "没有收到文件内容，请重新选择文件", field="file"
        )


def _made_safe(file: IO[bytes], media_type: MediaType) -> tuple[IO[bytes], datetime | None]:
    if media_type not in IMAGES:
        return file, None
    picture = cleaned_picture(file, media_type)
    return io.BytesIO(picture.content), picture.taken_at


def _label(name: str, media_type: MediaType) -> str:
    """The name to show and to save under: no folders, and the ending that the content has."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = os.path.splitext(clean_line(last, field="file", limit=1000, required=False))[0]
    printable = "".join(mark for mark in stem if mark.isprintable() and mark not in '"<>:|?*')
    return f"{printable.strip('. ')[:NAME_LIMIT] or '附件'}{EXTENSIONS[media_type]}"


def _size(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
