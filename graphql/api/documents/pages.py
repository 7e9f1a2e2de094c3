"""The page of a document to print: made on the server, without scripts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from documents.access import document_for
from documents.printing import printed
from documents.sheet import Sheet
from kernel.errors import PermissionDenied
from people.actor import Actor
from trail.recording import record

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


@require_GET
def print_document(request: HttpRequest, document_id: UUID, **_route: str) -> HttpResponse:
    """One document of the workspace, A4. Absent and forbidden are the same 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        document = document_for(actor, document_id)
    except PermissionDenied:
        return HttpResponse("没有找到该文件", status=404, content_type="text/plain; charset=utf-8")
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb="document.print",
        object_kind="document",
        object_id=document.id,
    )
    response = HttpResponse(printed(Sheet.from_json(document.sheet)))
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
