"""What a client hears when something goes wrong: a known code and one sentence, never more.

Two kinds reach it. A person's mistake inside a mutation is an entry of that mutation's
`errors`, with a code of the merged `ErrorCode`. Everything else is a top-level error with
one of `Kind` in `extensions.code`; a bug answers INTERNAL and a trace id, and its story is
in the server's log alone.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar

import graphene
import orjson
from django.http import HttpResponse

from graphql import GraphQLError, ValueNode
from kernel.errors import DomainError, PermissionDenied

logger = logging.getLogger(__name__)


class Kind(StrEnum):
    """Every code a top-level error can carry."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    PERMISSION_DENIED = "PERMISSION_DENIED"
    NOT_FOUND = "NOT_FOUND"
    BAD_REQUEST = "BAD_REQUEST"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    INTERNAL = "INTERNAL"


SENTENCES: Mapping[Kind, str] = {
    Kind.UNAUTHENTICATED: "请先登录",
    Kind.PERMISSION_DENIED: "没有权限",
    Kind.NOT_FOUND: "没有找到",
    Kind.BAD_REQUEST: "请求无效",
    Kind.LIMIT_EXCEEDED: "请求超出限制",
    Kind.INTERNAL: "内部错误",
}


class ApiError(GraphQLError):
    """An error written for the client. Its message is shown as it stands."""

    def __init__(self, kind: Kind, message: str | None = None) -> None:
        super().__init__(message or SENTENCES[kind], extensions={"code": kind.value})
        self.kind = kind

    def told(self) -> dict[str, Any]:
        """As one entry of an answer's top-level `errors`."""
        told = entry(self.kind, self.message)
        if self.locations:
            told["locations"] = [location.formatted for location in self.locations]
        return told


class ErrorCodes:
    """The codes of all apps, merged into the one `ErrorCode` of the schema."""

    known: ClassVar[set[str]] = set()

    @classmethod
    def as_enum(cls) -> type[graphene.Enum]:
        codes: type[graphene.Enum] = graphene.Enum(
            "ErrorCode",
            [(code, code) for code in sorted(cls.known)],
            description="Why a person's request was refused. Stable for clients.",
        )
        return codes


def register_error_codes(*enums: type[StrEnum]) -> None:
    """Add an app's codes to `ErrorCode`; a code two apps share is one code."""
    for enum in enums:
        for member in enum:
            if member.name != member.value:
                raise TypeError(f"{enum.__name__}.{member.name} must have its name as value")
            ErrorCodes.known.add(member.value)


def cause_of(error: Exception) -> Exception:
    """The exception a resolver raised, without the wrappers of graphql-core."""
    while isinstance(error, GraphQLError) and error.original_error is not None:
        error = error.original_error
    return error


def masked(errors: Iterable[GraphQLError], *, reading: bool) -> list[dict[str, Any]]:
    """Errors as the client may see them.

    `reading`: of a query, where a thing that is absent and one that is forbidden both
    answer NOT_FOUND.
    """
    traces: dict[int, str] = {}
    return [_masked(error, reading=reading, traces=traces) for error in errors]


def _masked(error: GraphQLError, *, reading: bool, traces: dict[int, str]) -> dict[str, Any]:
    cause = cause_of(error)
    match cause:
        case ApiError():
            answer = cause.told()
        case PermissionDenied():
            answer = entry(Kind.NOT_FOUND if reading else Kind.PERMISSION_DENIED)
        case DomainError():
            answer = entry(Kind.BAD_REQUEST, cause.message)
        case GraphQLError() if cause.nodes and isinstance(cause.nodes[0], ValueNode):
            # graphql-core itself refusing an argument, e.g. a null variable for `Int!`.
            answer = entry(Kind.BAD_REQUEST, "参数的值无效")
        case _:
            # A failed batch fails many fields: told and logged once, under one trace id.
            if id(cause) not in traces:
                traces[id(cause)] = log_internal_error(cause, path=error.path)
            answer = entry(Kind.INTERNAL, trace_id=traces[id(cause)])
    if error.path:
        answer["path"] = error.path
    return answer


def log_internal_error(error: BaseException, *, path: list[str | int] | None = None) -> str:
    """Write a bug to the server's log; the trace id returned is all a client gets of it."""
    trace_id = secrets.token_hex(8)
    where = ".".join(str(step) for step in path or [])
    logger.error("graphql internal error %s at %s", trace_id, where or "-", exc_info=error)
    return trace_id


def entry(kind: Kind, message: str | None = None, *, trace_id: str | None = None) -> dict[str, Any]:
    """One top-level error, ready for JSON."""
    extensions = {"code": kind.value} | ({"traceId": trace_id} if trace_id else {})
    return {"message": message or SENTENCES[kind], "extensions": extensions}


def json_response(body: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    response = HttpResponse(
        orjson.dumps(body), content_type="application/json; charset=utf-8", status=status
    )
    response["Cache-Control"] = "no-store"
    return response


def error_response(
    kind: Kind, message: str | None = None, *, status: int, trace_id: str | None = None
) -> HttpResponse:
    """A whole answer that is one error, with nothing executed."""
    return json_response({"errors": [entry(kind, message, trace_id=trace_id)]}, status=status)
