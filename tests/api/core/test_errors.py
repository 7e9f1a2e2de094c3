"""What a client hears of an error: a code and one sentence; the rest stays on the server."""

from enum import StrEnum

import graphene
import pytest

from api.core.errors import ErrorCodes, Kind, error_response, register_error_codes
from kernel.errors import DomainError, KernelError, PermissionDenied

SECRET = 'relation "ws_chibi.ticket" does not exist: SELECT phone FROM caller /srv/yihao/app.py'


class Query(graphene.ObjectType):
    bug = graphene.String()
    required_bug = graphene.String(required=True)
    bad_value = graphene.Int()
    void = graphene.String(required=True)
    thing = graphene.String(name=graphene.String(required=True))
    refused = graphene.String()

    @staticmethod
    def resolve_bug(_root, _info):
        raise RuntimeError(SECRET)

    @staticmethod
    def resolve_required_bug(_root, _info):
        raise RuntimeError(SECRET)

    @staticmethod
    def resolve_bad_value(_root, _info):
        return SECRET

    @staticmethod
    def resolve_void(_root, _info):
        return None

    @staticmethod
    def resolve_thing(_root, _info, name):
        if name == "forbidden":
            raise PermissionDenied

    @staticmethod
    def resolve_refused(_root, _info):
        raise DomainError(KernelError.TOO_LONG, "内容过长，最多 20 个字", field="search")


@pytest.fixture
def served(serve):
    return serve(Query)


@pytest.mark.parametrize("field", ["bug", "requiredBug", "badValue", "void"])
def test_a_bug_is_told_as_a_trace_id_only(served, caplog, field):
    answer = served.ask(f"{{ {field} }}")

    (error,) = answer["errors"]
    trace_id = error["extensions"].pop("traceId")
    assert error == {
        "message": "内部错误",
        "extensions": {"code": "INTERNAL"},
        "path": [field],
    }
    (record,) = caplog.records
    assert trace_id in record.getMessage()
    assert record.exc_info is not None


def test_sql_and_paths_never_reach_the_client(served, caplog):
    response = served.post({"query": "{ bug badValue a: bug }"})

    assert response.status_code == 200
    for leak in ("SELECT", "relation", "/srv", "RuntimeError", "Int cannot"):
        assert leak not in response.content.decode()
    assert SECRET in caplog.text


def test_absent_and_forbidden_answer_byte_identically(served):
    query = "query ($name: String!) { thing(name: $name) }"

    absent = served.post({"query": query, "variables": {"name": "absent"}})
    forbidden = served.post({"query": query, "variables": {"name": "forbidden"}})

    assert absent.content == forbidden.content
    assert absent.headers == forbidden.headers
    assert absent.content.decode() == (
        '{"data":{"thing":null},"errors":[{"message":"没有找到",'
        '"extensions":{"code":"NOT_FOUND"},"path":["thing"]}]}'
    )


def test_a_refusal_in_a_query_is_a_bad_request_in_its_own_words(served):
    (error,) = served.ask("{ refused }")["errors"]

    assert error["message"] == "内容过长，最多 20 个字"
    assert error["extensions"] == {"code": "BAD_REQUEST"}


def test_error_codes_of_apps_merge(monkeypatch):
    monkeypatch.setattr(ErrorCodes, "known", set())
    one = StrEnum("One", {"STALE": "STALE", "EMPTY": "EMPTY"})
    other = StrEnum("Other", {"EMPTY": "EMPTY", "ABSENT": "ABSENT"})

    register_error_codes(one, other)

    assert list(ErrorCodes.as_enum()._meta.enum.__members__) == ["ABSENT", "EMPTY", "STALE"]


def test_an_error_code_is_called_what_it_is():
    with pytest.raises(TypeError, match=r"Wrong.EMPTY"):
        register_error_codes(StrEnum("Wrong", {"EMPTY": "empty"}))


def test_error_response():
    response = error_response(Kind.NOT_FOUND, status=404)

    assert response.status_code == 404
    assert response.content.decode() == (
        '{"errors":[{"message":"没有找到","extensions":{"code":"NOT_FOUND"}}]}'
    )
