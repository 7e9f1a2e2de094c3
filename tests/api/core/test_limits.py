"""A document that asks too much is refused before it costs anything."""

import time
from uuid import UUID

import graphene
import pytest

from api.core import limits
from api.core.connections import Key, Order, Page, connection_field, connection_of


class Thing(graphene.ObjectType):
    name = graphene.String()
    self_again = graphene.Field(lambda: Thing)
    parts = graphene.List(lambda: Thing)
    more = connection_field(lambda: ThingConnection, description="Things of a thing.")


ThingConnection = connection_of(Thing)


class Query(graphene.ObjectType):
    thing = graphene.Field(Thing)
    things = connection_field(ThingConnection, description="All things.")

    @staticmethod
    def resolve_thing(_root, _info):
        return {"name": "thing"}

    @staticmethod
    def resolve_things(_root, _info, first, after=None):
        return Page(rows=None, order=Order(Key("id", UUID)), nodes=[], has_next=False)


@pytest.fixture
def served(serve):
    return serve(Query)


def nested(levels: int) -> str:
    return "{ thing " + "{ selfAgain " * (levels - 2) + "{ name }" + " }" * (levels - 1)


def refusal(served, query, variables=None):
    response = served.post({"query": query, "variables": variables})
    assert response.status_code == 400
    (error,) = served.ask(query, variables)["errors"]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED"}
    return error["message"]


def test_depth(served):
    assert "errors" not in served.ask(nested(10))
    assert refusal(served, nested(11)) == "查询嵌套不能超过 10 层"


def test_depth_counts_through_fragments(served):
    query = "query { thing { ...a } } fragment a on Thing " + nested(11)[8:-2]

    assert refusal(served, query) == "查询嵌套不能超过 10 层"


def test_inline_fragments_inside_each_other(served):
    query = "{" + "... {" * 300 + "thing { name }" + "}" * 300 + "}"

    assert served.code(query) == "BAD_REQUEST"


def test_root_fields_count_through_fragments(served):
    def roots(count):
        aliases = " ".join(f"a{i}: thing {{ name }}" for i in range(count - 1))
        return f"{{ ...a thing {{ name }} }} fragment a on Query {{ {aliases} }}"

    assert "errors" not in served.ask(roots(30))
    assert refusal(served, roots(31)) == "查询最多包含 30 个根字段"


def test_aliases(served):
    def aliased(count):
        return "{ thing {" + " ".join(f"a{i}: name" for i in range(count)) + "} }"

    assert "errors" not in served.ask(aliased(30))
    assert refusal(served, aliased(31)) == "查询最多包含 30 个别名"


def test_repetitions_of_one_field(served):
    def repeating(count):
        fragment = "fragment f on Thing {" + "name " * (count - 5) + "}"
        return "{ thing {" + "name " * 5 + "... { ...f } } } " + fragment

    assert "errors" not in served.ask(repeating(10))
    assert refusal(served, repeating(11)) == "同一字段最多重复 10 次"


def test_repetitions_count_after_merging(served):
    query = "{ thing { selfAgain {" + "name " * 6 + "} selfAgain {" + "name " * 5 + "} } }"

    assert refusal(served, query) == "同一字段最多重复 10 次"


def test_unfolded_fields(served):
    def link(i):
        three = " ".join(f"a{j}: selfAgain {{ ...f{i + 1} }}" for j in range(3))
        return f"fragment f{i} on Thing {{ {three} }} "

    links = "".join(map(link, range(8)))
    query = "{ thing { ...f0 } }" + links + "fragment f8 on Thing { name }"

    assert refusal(served, query) == "查询展开后超过 5000 个字段"


@pytest.mark.parametrize(
    "fragments",
    [
        "fragment a on Thing { name ...b } fragment b on Thing { ...a }",
        "fragment a on Thing { name ...a }",
    ],
)
def test_fragment_cycles(served, fragments):
    assert served.code("{ thing { ...a } } " + fragments) == "BAD_REQUEST"
    through_fields = "{ thing { ...a } } fragment a on Thing { selfAgain { ...a } }"
    assert served.code(through_fields) == "LIMIT_EXCEEDED"


def test_unused_fragments_are_not_even_looked_at(served):
    assert served.code("{ thing { name } } fragment a on Thing { name }") == "BAD_REQUEST"


def test_fragments(served):
    spreads = " ".join(f"...f{i}" for i in range(41))
    bodies = " ".join(f"fragment f{i} on Thing {{ name }}" for i in range(41))

    assert refusal(served, f"{{ thing {{ {spreads} }} }} {bodies}") == "查询最多包含 40 个片段"


def test_tokens(served):
    assert refusal(served, "{" + "name " * 2_001 + "}") == "查询最多包含 2000 个词"
    assert refusal(served, "#\n" * 2_001 + "{ thing { name } }") == "查询最多包含 2000 个词"


def test_text_length(served):
    query = "{ thing { name } } #" + "x" * limits.QUERY_CHARACTERS

    assert refusal(served, query) == "查询文本最多 32768 个字符"


def test_body_length(served):
    body = {"query": "{ thing { name } }", "variables": {"x": "y" * limits.BODY_BYTES}}

    response = served.post(body)

    assert response.status_code == 400
    assert "请求体最多 256 KB" in response.content.decode()


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
def test_page_size(served, first):
    literal = f"{{ things(first: {first}) {{ nodes {{ name }} }} }}"
    variable = "query ($n: Int!) { things(first: $n) { nodes { name } } }"
    default = f"query ($n: Int! = {first}) {{ things(first: $n) {{ nodes {{ name }} }} }}"

    assert refusal(served, literal) == "first 须在 1 到 100 之间"
    assert refusal(served, variable, {"n": first}) == "first 须在 1 到 100 之间"
    assert refusal(served, default) == "first 须在 1 到 100 之间"


def test_page_size_is_mandatory(served):
    assert served.code("{ things { nodes { name } } }") == "BAD_REQUEST"


@pytest.mark.parametrize(
    "query",
    [
        "{ things(first: 50) { nodes { more(first: 100) { nodes { name } } } } }",
        "{ things(first: 100) { nodes { parts { parts { name } } } } }",
        "{ things(first: 100) { ...p } } fragment p on ThingConnection { nodes { ...t } } "
        "fragment t on Thing { parts { " + "name " * 5 + " } }",
    ],
)
def test_cost(served, query):
    assert refusal(served, query).startswith("查询的代价超过 5000")


def test_cost_weighs_variables(served):
    query = (
        "query ($n: Int!, $m: Int! = 10) { things(first: $n) { nodes "
        "{ more(first: $m) { nodes { name } } } } }"
    )

    assert "errors" not in served.ask(query, {"n": 50})
    assert refusal(served, query, {"n": 50, "m": 100}).startswith("查询的代价超过 5000")


def test_inbox_page_is_well_within_the_cost(served):
    fields = " ".join(f"a{i}: name" for i in range(20))
    query = f"{{ things(first: 100) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage }} }} }}"

    assert "errors" not in served.ask(query)


def repeated(count, of):
    return " ".join([of] * count)


HOSTILE = {
    "repeated fields": "{ thing {" + repeated(99, "name") + "} }",
    "repeated objects": "{ thing {"
    + repeated(5, "selfAgain {" + repeated(5, "selfAgain {" + repeated(5, "name") + "}") + "}")
    + "} }",
    "aliases": "{ thing {" + " ".join(f"a{i}: name" for i in range(30)) + "} }",
    "fragments": "{ thing {"
    + " ".join(f"...f{i}" for i in range(40))
    + "} }"
    + " ".join(f"fragment f{i} on Thing {{ {repeated(5, 'name')} }}" for i in range(40)),
    "fragments of objects": "{ thing {"
    + " ".join(f"...f{i}" for i in range(40))
    + "} }"
    + " ".join(
        f"fragment f{i} on Thing {{ {repeated(3, 'selfAgain { name parts { name } }')} }}"
        for i in range(40)
    ),
    "chained fragments": "{ thing { ...f0 } }"
    + " ".join(f"fragment f{i} on Thing {{ ...f{i + 1} ...f{i + 1} name }}" for i in range(38))
    + "fragment f38 on Thing { name }",
    "fragments in each other": "{ thing {"
    + " ".join(f"...f{i}" for i in range(40))
    + "} }"
    + " ".join(
        f"fragment f{i} on Thing {{ selfAgain {{ {repeated(5, '...f' + str(i + 1))} name }} }}"
        for i in range(39)
    )
    + "fragment f39 on Thing { name }",
    "cycle": "{ thing { ...a } } fragment a on Thing { ...b ...b }"
    " fragment b on Thing { ...a ...a }",
    "merged levels": "{ thing {"
    + repeated(10, "selfAgain {" + repeated(10, "selfAgain {" + repeated(10, "name") + "}") + "}")
    + "} }",
    "inline fragments": "{ thing {" + repeated(99, "... { name ... { name } }") + "} }",
    "directives": "{ thing {" + repeated(99, "name @include(if: true) @skip(if: false)") + "} }",
    "variables": "query (" + " ".join(f"$v{i}: Int" for i in range(300)) + ") { thing { name } }",
    "syntax": "{" * 1_900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_cost_little(served, name):
    started = time.process_time()
    served.post({"query": HOSTILE[name]})
    spent = time.process_time() - started

    assert spent < 0.25
