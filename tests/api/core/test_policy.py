"""The policy table: every field has a row, every row a field, and no row means no."""

from types import SimpleNamespace

import graphene
import pytest

from api.core.building import build_schema
from api.core.connections import connection_field, connection_of
from api.core.policy import (
    ANYONE,
    BOTH,
    PUBLIC,
    SIGNED_IN,
    WITH_PARENT,
    WORKSPACE,
    PolicyError,
    at,
    holds,
    merged,
)
from tests.api.core.serving import person


class Caller(graphene.ObjectType):
    name = graphene.String(required=True)
    phone = graphene.String()


class Thing(graphene.ObjectType):
    title = graphene.String()
    caller = graphene.Field(Caller)


class Query(graphene.ObjectType):
    me = graphene.String()
    thing = graphene.Field(Thing)
    open_thing = graphene.Field(Thing)

    @staticmethod
    def resolve_me(_root, _info):
        return "me"

    @staticmethod
    def resolve_thing(_root, _info):
        return {"title": "title", "caller": {"name": "张**", "phone": "138****0001"}}

    resolve_open_thing = resolve_thing


TABLE = {
    "Query.me": at(BOTH, ANYONE),
    "Query.thing": at(WORKSPACE, SIGNED_IN),
    "Query.openThing": at(PUBLIC, holds("handle", "dispatch")),
    "Thing.*": WITH_PARENT,
    "Caller.name": holds("register"),
    "Caller.phone": holds("register", "reveal"),
}
PARTS = {name: row for name, row in TABLE.items() if not name.startswith("Query.")}
HERE = SimpleNamespace(slug="chibi")


@pytest.fixture
def served(serve):
    return serve(Query, policy=TABLE)


@pytest.mark.parametrize("row", TABLE)
def test_a_field_without_a_row_does_not_load(row):
    table = {name: who for name, who in TABLE.items() if name != row}
    missing = "Thing.caller, Thing.title" if row == "Thing.*" else row

    with pytest.raises(PolicyError, match=f"^No policy row for: {missing}$"):
        build_schema(query=Query, policy=table)


@pytest.mark.parametrize("row", ["Query.absent", "Thing.absent", "Absent.*", "Caller.*"])
def test_a_row_without_a_field_does_not_load(row):
    table = TABLE | {row: at(BOTH, ANYONE) if row.startswith("Query") else WITH_PARENT}

    with pytest.raises(PolicyError, match=f"^Policy rows without a field: {row[:-1]}"):
        build_schema(query=Query, policy=table)


@pytest.mark.parametrize(
    "table",
    [
        TABLE | {"Query.me": ANYONE},
        TABLE | {"Query.*": at(BOTH, ANYONE)},
        TABLE | {"Thing.title": at(BOTH, ANYONE)},
    ],
)
def test_rows_of_the_wrong_kind_do_not_load(table):
    with pytest.raises(PolicyError):
        build_schema(query=Query, policy=table)


def test_an_empty_requirement_is_a_mistake():
    with pytest.raises(TypeError):
        holds()


def test_slices_declare_apart():
    assert merged(PARTS, {"Query.me": at(BOTH, ANYONE)}) == PARTS | {"Query.me": at(BOTH, ANYONE)}
    with pytest.raises(PolicyError, match=r"^Declared twice: Thing\.\*$"):
        merged(PARTS, {"Thing.*": ANYONE})


def test_envelopes_need_no_rows():
    class Listing(graphene.ObjectType):
        things = connection_field(connection_of(Thing), description="Things.")

    build_schema(
        query=Listing,
        policy={"Listing.things": at(BOTH, ANYONE)} | PARTS,
    )


@pytest.mark.parametrize(
    ("field", "actor", "workspace", "code"),
    [
        ("me", None, None, None),
        ("me", None, HERE, None),
        ("thing", None, None, "BAD_REQUEST"),
        ("thing", person("handle"), None, "BAD_REQUEST"),
        ("thing", None, HERE, "UNAUTHENTICATED"),
        ("thing", person(), HERE, None),
        ("openThing", None, None, "UNAUTHENTICATED"),
        ("openThing", person("read"), None, "PERMISSION_DENIED"),
        ("openThing", person("dispatch"), None, None),
        ("openThing", person("dispatch"), HERE, "BAD_REQUEST"),
    ],
)
def test_who_may_use_a_root_field_where(served, field, actor, workspace, code):
    query = "{ me }" if field == "me" else f"{{ {field} {{ title }} }}"

    answer = served.ask(query, actor=actor, workspace=workspace)

    codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
    assert codes == ([code] if code else [])
    assert (answer["data"][field] is None) == (code is not None)


def test_the_address_to_use_is_told(served):
    (error,) = served.ask("{ thing { title } }", actor=person())["errors"]

    assert error["message"] == "thing 只能通过 /w/<slug>/graphql 使用"


@pytest.mark.parametrize(
    ("permissions", "caller"),
    [
        (["register"], {"name": "张**", "phone": "138****0001"}),
        (["reveal"], None),
        ([], None),
    ],
)
def test_sensitive_fields_ask_for_more(served, permissions, caller):
    query = "{ thing { title caller { name phone } } }"

    answer = served.ask(query, actor=person(*permissions), workspace=HERE)

    assert answer["data"] == {"thing": {"title": "title", "caller": caller}}


def test_a_forbidden_field_that_may_be_null_looks_absent(served):
    query = "{ thing { caller { phone } } }"

    assert served.ask(query, actor=person(), workspace=HERE) == {
        "data": {"thing": {"caller": {"phone": None}}}
    }


def test_the_row_is_kept_on_the_field(served):
    assert served.schema.query_type.fields["thing"].extensions["policy"] == TABLE["Query.thing"]
