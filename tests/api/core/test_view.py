"""GraphQL over HTTP: one JSON POST, one operation; everything else gets one sentence."""

import enum

import graphene
import orjson
import pytest
from django.conf import settings
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_protect

from api.core.documents import document_hash
from api.core.enums import enum_of
from api.core.view import csrf_failure


class Colour(enum.StrEnum):
    RED = "red"


class Query(graphene.ObjectType):
    hello = graphene.String(
        name=graphene.String(),
        colour=graphene.Argument(enum_of(Colour, description="A colour.")),
        times=graphene.Int(required=True, default_value=1),
        id=graphene.ID(),
    )

    @staticmethod
    def resolve_hello(_root, _info, times, name="", colour=None, id=None):
        return f"hello {name}{id or ''}" * times


@pytest.fixture
def served(serve):
    return serve(Query, trusted=["{ hello }"])


def error_of(response):
    (error,) = orjson.loads(response.content)["errors"]
    return error["extensions"]["code"], error["message"]


def test_answers_json(served):
    response = served.post({"query": "{ hello }"})

    assert response.status_code == 200
    assert response.content == b'{"data":{"hello":"hello "}}'
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/graphql",
        "",
    ],
)
def test_only_json(served, content_type):
    response = served.post(b'{"query": "{ hello }"}', content_type=content_type)

    assert response.status_code == 415
    assert error_of(response) == ("BAD_REQUEST", "Content-Type 须为 application/json")


def test_json_with_charset(served):
    content_type = "application/json; charset=utf-8"

    assert served.post({"query": "{ hello }"}, content_type=content_type).status_code == 200


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options", "patch"])
def test_only_post(served, method):
    request = getattr(RequestFactory(), method)("/graphql?query={hello}")

    response = served.view(request)

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert b"hello" not in response.content


def test_get_hands_out_the_csrf_cookie(served):
    response = served.view(RequestFactory().get("/graphql"))

    assert len(response.cookies[settings.CSRF_COOKIE_NAME].value) > 0


def test_csrf_token_is_required(served):
    def post(**headers):
        request = RequestFactory().post(
            "/graphql", b'{"query": "{ hello }"}', content_type="application/json", **headers
        )
        request.COOKIES[settings.CSRF_COOKIE_NAME] = "a" * 32
        return csrf_protect(served.view)(request)

    refused = post()
    assert refused.status_code == 403
    assert error_of(refused) == ("BAD_REQUEST", "缺少有效的 CSRF 令牌，请刷新页面后重试")
    assert post(HTTP_X_CSRFTOKEN="a" * 32).status_code == 200


def test_csrf_failure_keeps_the_reason_inside():
    response = csrf_failure(RequestFactory().post("/graphql"), reason="Referer checking failed")

    assert b"Referer" not in response.content


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([{"query": "{ hello }"}], "不支持批量请求"),
        ([], "不支持批量请求"),
        (b" ", "请求体不是有效的 JSON"),
        (b"{", "请求体不是有效的 JSON"),
        (b'{"query": "{ hello }", "query2": "\xff"}', "请求体不是有效的 JSON"),
        (b'{"query": "\\ud800"}', "请求体不是有效的 JSON"),
        (b"1", "请求体须为 JSON 对象"),
        (b"null", "请求体须为 JSON 对象"),
        ({}, "请求须包含 query 或 documentId 之一"),
        ({"query": "{ hello }", "documentId": "x"}, "请求须包含 query 或 documentId 之一"),
        ({"query": 1}, "query 的类型无效"),
        ({"query": "{ hello }", "variables": []}, "variables 的类型无效"),
        ({"query": "{ hello }", "operationName": {}}, "operationName 的类型无效"),
        ({"query": "query A { hello }", "operationName": "B"}, "operationName 与查询不符"),
        ({"query": "query A { hello } query B { hello }"}, "请求须恰好包含一个操作"),
        ({"query": "fragment a on Query { hello }"}, "请求须恰好包含一个操作"),
        ({"query": "mutation { hello }"}, "不支持这种操作"),
        ({"query": "subscription { hello }"}, "不支持这种操作"),
        ({"query": "type A { b: Int }"}, "请求须恰好包含一个操作"),
        ({"query": ""}, "查询无效"),
        ({"query": "{ hello"}, "查询无效"),
        ({"documentId": "unknown"}, "未知的查询文档"),
    ],
)
def test_malformed_requests(served, body, message):
    response = served.post(body)

    assert response.status_code == 400
    assert error_of(response) == ("BAD_REQUEST", message)


def test_operation_name(served):
    assert served.post({"query": "query A { hello }", "operationName": "A"}).status_code == 200
    assert served.post({"query": "query A { hello }", "operationName": None}).status_code == 200


def test_trusted_document(served):
    response = served.post({"documentId": document_hash("{ hello }")})

    assert orjson.loads(response.content) == {"data": {"hello": "hello "}}


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("{ hallo }", 3),
        ("{ hello(nam: 1) }", 9),
        ("{ hello(colour: REED) }", 17),
        ("{ hello { x } }", 9),
        ("query ($x: Strin) { hello }", 12),
        ("{ hello @inclde(if: true) }", 9),
        ("{ hello(times: null) }", 16),
        ("{ hello(times: 99999999999) }", 16),
        ("{ hello(times: " + "9" * 5000 + ") }", 16),
    ],
)
def test_invalid_documents_get_one_text_and_a_place(served, query, column):
    response = served.post({"query": query})

    assert response.status_code == 400
    assert orjson.loads(response.content) == {
        "errors": [
            {
                "message": "查询无效",
                "extensions": {"code": "BAD_REQUEST"},
                "locations": [{"line": 1, "column": column}],
            }
        ]
    }


def test_development_explains_without_suggesting(serve):
    served = serve(Query, explain=True)

    for query in ("{ hallo }", "{ hello(colour: REED) }", "{ hello(nam: 1) }"):
        (error,) = served.ask(query)["errors"]
        assert error["message"].startswith("查询无效：")
        assert "Did you mean" not in error["message"]


@pytest.mark.parametrize(
    "query", ["{ __schema { types { name } } }", '{ __type(name: "A") { name } }']
)
def test_introspection_is_off_unless_asked_for(serve, query):
    assert serve(Query).code(query) == "BAD_REQUEST"
    assert "errors" not in serve(Query, introspection=True).ask(query)


def test_typename_is_no_introspection(served):
    assert served.ask("{ __typename }") == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("$x: Int!) { hello(times: $x", "13800000001"),
        ("$x: Int!) { hello(times: $x", None),
        ("$x: String) { hello(name: $x", {"a": "13800000001"}),
        ("$x: String) { hello(name: $x", 13800000001),
    ],
)
def test_a_variable_at_fault_is_named_and_its_value_kept_out(served, declared, value):
    response = served.post({"query": f"query ({declared}) }}", "variables": {"x": value}})

    assert response.status_code == 400
    assert error_of(response) == ("BAD_REQUEST", "变量 $x 的值无效")


def test_enum_variables_get_no_suggestions(serve):
    class Paint(graphene.ObjectType):
        paint = graphene.String(colour=graphene.Argument(enum_of(Colour, description="A colour.")))

    query = "query ($c: Colour) { paint(colour: $c) }"
    response = serve(Paint).post({"query": query, "variables": {"c": "REED"}})

    assert error_of(response) == ("BAD_REQUEST", "变量 $c 的值无效")


def test_a_null_for_a_required_argument(served):
    query = "query ($n: Int = 1) { hello(times: $n) }"

    (error,) = served.ask(query, {"n": None})["errors"]

    assert (error["message"], error["extensions"]) == ("参数的值无效", {"code": "BAD_REQUEST"})


def test_deep_variables(served):
    query = b'{"query": "query ($n: String) { hello(name: $n) }", "variables": {"n": %s}}'

    assert served.post(query % (b"[" * 900 + b"]" * 900)).status_code == 400
    assert served.post(query % (b"[" * 9000 + b"]" * 9000)).status_code == 400


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_nul_is_refused(served, text):
    query = "query ($n: String) { hello(name: $n) }"

    assert served.code(query, {"n": text}) == "BAD_REQUEST"
    assert served.code('{ hello(name: "a\\u0000") }') == "BAD_REQUEST"
    assert served.code('{ hello(name: "a\\u{0}") }') == "BAD_REQUEST"


def test_a_bug_of_the_view_is_masked(served, monkeypatch, caplog):
    monkeypatch.setattr(served.documents, "get", lambda _text: 1 / 0)

    response = served.post({"query": "{ hello }"})

    assert response.status_code == 500
    assert error_of(response) == ("INTERNAL", "内部错误")
    assert "ZeroDivisionError" in caplog.text
