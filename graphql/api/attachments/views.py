"""Files over HTTP, behind the same middleware as GraphQL: session, workspace, CSRF.

Upload: POST /w/<slug>/attachments, multipart, one `file` and its `purpose`; 200 with
`{attachment, errors}` as a mutation answers. Download: GET /w/<slug>/attachments/<id>.
"""

from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from api.core.errors import Kind, error_response, json_response, log_internal_error
from attachments.errors import AttachmentError
from attachments.models import Attachment, Purpose
from attachments.services.uploading import too_large, upload_attachment
from attachments.storage import store
from kernel.clock import LOCAL
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import parse_uuid
from people.actor import Actor
from tickets.attachments import attachment_for
from trail.recording import record

# What a multipart body adds around the file.
ENVELOPE = 64 * 1024


@csrf_exempt
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one file. A body that is announced too large is refused before any of it is read.

    (Hence `csrf_exempt`: looking for the token reads the body. The inner view demands it.)
    """
    if request.method != "POST":
        refused = error_response(Kind.BAD_REQUEST, "只接受 POST 请求", status=405)
        refused["Allow"] = "POST"
        return refused
    if request.content_type != "multipart/form-data":
        return error_response(Kind.BAD_REQUEST, "Content-Type 须为 multipart/form-data", status=415)
    if int(request.META.get("CONTENT_LENGTH") or "0") > settings.ATTACHMENT_BYTES + ENVELOPE:
        return _refused(too_large(), status=413)
    return _protected_upload(request, slug)


@csrf_protect
def _protected_upload(request: HttpRequest, slug: str) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile) or file.file is None or len(request.FILES) != 1:
            raise DomainError(
                AttachmentError.ATTACHMENT_MISSING, "请选择一个文件后再上传", field="file"
            )
        attachment = upload_attachment(
            actor=actor,
            file=file.file,
            name=file.name or "",
            purpose=str(request.POST.get("purpose", Purpose.OTHER)).lower(),
        )
    except MultiPartParserError:
        return error_response(Kind.BAD_REQUEST, "请求体不是有效的 multipart", status=400)
    except DomainError as refusal:
        return _refused(refusal)
    except PermissionDenied:
        return error_response(Kind.PERMISSION_DENIED, status=403)
    return json_response({"attachment": _told(attachment, slug), "errors": []})


def download(request: HttpRequest, slug: str, attachment_id: str) -> HttpResponseBase:
    """The file, to save and never to show: for whoever may see its ticket; each is in the trail."""
    if request.method not in {"GET", "HEAD"}:
        refused = error_response(Kind.BAD_REQUEST, "只接受 GET 请求", status=405)
        refused["Allow"] = "GET, HEAD"
        return refused
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        attachment = attachment_for(actor, parse_uuid(attachment_id))
    except PermissionDenied:
        return error_response(Kind.NOT_FOUND, status=404)
    try:
        content = store().open(attachment.stored_name)
    except OSError as problem:
        trace_id = log_internal_error(problem)
        return error_response(Kind.INTERNAL, status=500, trace_id=trace_id)
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb="attachment.read",
        object_kind="attachment",
        object_id=attachment.id,
    )
    response = FileResponse(content, content_type=attachment.media_type)
    response["Content-Length"] = str(attachment.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _refused(refusal: DomainError, *, status: int = 200) -> HttpResponse:
    error = {"field": refusal.field, "code": refusal.code.value, "message": refusal.message}
    return json_response({"attachment": None, "errors": [error]}, status=status)


def _told(attachment: Attachment, slug: str) -> dict[str, object]:
    return {
        "id": str(attachment.id),
        "purpose": attachment.purpose.upper(),
        "name": attachment.name,
        "mediaType": attachment.media_type,
        "size": attachment.size,
        "takenAt": attachment.taken_at and attachment.taken_at.astimezone(LOCAL).isoformat(),
        "uploadedAt": attachment.uploaded_at.astimezone(LOCAL).isoformat(),
        "path": f"/w/{slug}/attachments/{attachment.id}",
    }
