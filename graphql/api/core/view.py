"""GraphQL over HTTP: one POST, one JSON object, one operation.

200 says that the operation was executed, whatever it answered; 400 that it was not.
"""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie

from api.core.context import ApiContext
from api.core.documents import Documents
from api.core.errors import (
    ApiError,
    Kind,
    error_response,
    json_response,
    log_internal_error,
)
from api.core.execution import run_document
from api.core.limits import BODY_BYTES, exceeded
from graphql import GraphQLSchema

View = Callable[..., HttpResponse]


def graphql_view(schema: GraphQLSchema, documents: Documents) -> View:
    """The view of a schema. Mount it behind the middleware that finds actor and workspace."""

    def view(request: HttpRequest, **_route: str) -> HttpResponse:
        if request.method != "POST":
            # A GET serves to receive the CSRF cookie.
            refused = error_response(Kind.BAD_REQUEST, "只接受 POST 请求", status=405)
            refused["Allow"] = "POST"
            return refused
        if request.content_type != "application/json":
            return error_response(
                Kind.BAD_REQUEST, "Content-Type 须为 application/json", status=415
            )
        try:
            return json_response(_answer(request, schema, documents))
        except ApiError as error:
            return json_response({"errors": [error.told()]}, status=400)
        except Exception as error:  # noqa: BLE001 - the last wall before the client
            trace_id = log_internal_error(error)
            return error_response(Kind.INTERNAL, status=500, trace_id=trace_id)

    return ensure_csrf_cookie(view)


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW; `reason` stays inside."""
    return error_response(Kind.BAD_REQUEST, "缺少有效的 CSRF 令牌，请刷新页面后重试", status=403)


def _answer(request: HttpRequest, schema: GraphQLSchema, documents: Documents) -> dict[str, Any]:
    body = _read_body(request)
    text = _optional(body, "query", str)
    document_id = _optional(body, "documentId", str)
    if (text is None) == (document_id is None):
        raise ApiError(Kind.BAD_REQUEST, "请求须包含 query 或 documentId 之一")
    document = documents.get(documents.trusted_text(document_id) if text is None else text)
    name = document.operation.name.value if document.operation.name else None
    if _optional(body, "operationName", str) not in (None, "", name):
        raise ApiError(Kind.BAD_REQUEST, "operationName 与查询不符")
    return run_document(
        schema,
        document,
        variables=_optional(body, "variables", dict) or {},
        context=ApiContext.of(request),
    )


def _read_body(request: HttpRequest) -> Mapping[str, Any]:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if int(announced) > BODY_BYTES or len(request.body) > BODY_BYTES:
        raise exceeded(f"请求体最多 {BODY_BYTES // 1024} KB")
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise ApiError(Kind.BAD_REQUEST, "请求体不是有效的 JSON") from None
    if isinstance(body, list):
        raise ApiError(Kind.BAD_REQUEST, "不支持批量请求")
    if not isinstance(body, dict):
        raise ApiError(Kind.BAD_REQUEST, "请求体须为 JSON 对象")
    return body


def _optional(body: Mapping[str, Any], key: str, type_: type) -> Any:
    value = body.get(key)
    if value is not None and not isinstance(value, type_):
        raise ApiError(Kind.BAD_REQUEST, f"{key} 的类型无效")
    return value
