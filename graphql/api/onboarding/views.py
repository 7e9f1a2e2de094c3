"""Workbooks over HTTP, behind the same middleware as GraphQL: session, workspace, CSRF.

Template: GET /w/<slug>/imports/<kind>/template.xlsx. Upload: POST /w/<slug>/imports/<kind>,
multipart, one `file` and `apply` (0: dry run, 1: apply); 200 with `{report, errors}`. Rows that
are wrong stand in the report; `errors` refuses the file as a whole.
"""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from api.core.errors import Kind, error_response, json_response
from kernel.errors import DomainError, PermissionDenied
from onboarding.services.importing import import_template, import_workbook
from people.actor import Actor
from spreadsheets.errors import SheetError
from spreadsheets.reading import FILE_BYTES
from spreadsheets.services.importing import Report

# What a multipart body adds around the file.
ENVELOPE = 64 * 1024
ERRORS_TOLD = 1_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The empty workbook of a kind."""
    if request.method not in {"GET", "HEAD"}:
        return _not_allowed("GET, HEAD")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        content = import_template(actor=actor, kind_name=kind)
    except (PermissionDenied, DomainError):
        return error_response(Kind.NOT_FOUND, status=404)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@csrf_exempt
def upload(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Check or apply one workbook. One announced too large is refused before it is read.

    (Hence `csrf_exempt`: looking for the token reads the body. The inner view demands it.)
    """
    if request.method != "POST":
        return _not_allowed("POST")
    if request.content_type != "multipart/form-data":
        return error_response(Kind.BAD_REQUEST, "Content-Type 须为 multipart/form-data", status=415)
    if int(request.META.get("CONTENT_LENGTH") or "0") > FILE_BYTES + ENVELOPE:
        return error_response(Kind.LIMIT_EXCEEDED, "文件过大，请拆成几个文件", status=413)
    return _protected_upload(request, kind)


@csrf_protect
def _protected_upload(request: HttpRequest, kind: str) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile) or len(request.FILES) != 1:
            raise DomainError(SheetError.FILE_UNREADABLE, "请选择一个文件后再上传", field="file")
        chosen = request.POST.get("apply", "0")
        if chosen not in {"0", "1"}:
            return error_response(Kind.BAD_REQUEST, "apply 应为 0 或 1", status=400)
        report = import_workbook(
            actor=actor, kind_name=kind, content=file.read(), apply=chosen == "1"
        )
    except MultiPartParserError:
        return error_response(Kind.BAD_REQUEST, "请求体不是有效的 multipart", status=400)
    except DomainError as refusal:
        error = {"field": refusal.field, "code": refusal.code.value, "message": refusal.message}
        return json_response({"report": None, "errors": [error]})
    except PermissionDenied:
        return error_response(Kind.PERMISSION_DENIED, status=403)
    return json_response({"report": _told(report), "errors": []})


def _not_allowed(allowed: str) -> HttpResponse:
    refused = error_response(Kind.BAD_REQUEST, f"只接受 {allowed} 请求", status=405)
    refused["Allow"] = allowed
    return refused


def _told(report: Report) -> dict[str, object]:
    rows = [
        {
            "line": error.line,
            "heading": error.heading,
            "message": error.sentence,
            "text": str(error),
        }
        for error in report.errors[:ERRORS_TOLD]
    ]
    return {
        "kind": report.kind,
        "sha256": report.sha256,
        "counts": {
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "wrong": report.wrong,
        },
        "rowErrors": rows,
        "rowErrorsLeftOut": len(report.errors) - len(rows),
        "unknownHeadings": report.unknown_headings,
        "applied": report.applied,
        "runId": str(report.run_id) if report.run_id else None,
    }
