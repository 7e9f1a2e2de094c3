"""Mutations answer `{<noun>, errors}`: mistakes in errors, missing permission as a failed field."""

from enum import StrEnum

import graphene
import pytest

from api.core.errors import ErrorCodes, register_error_codes
from api.core.ids import NOTHING
from api.core.mutations import TypedMutation
from graphql import print_type
from kernel.errors import DomainError, PermissionDenied, Stale


class Code(StrEnum):
    EMPTY = "EMPTY"
    STALE = "STALE"


class Door(graphene.ObjectType):
    name = graphene.String(required=True)


DONE = []


class OpenDoor(TypedMutation):
    """Open a door (开门)."""

    door = graphene.Field(Door)

    class Arguments:
        door_id = graphene.ID(required=True)
        name = graphene.String(required=True)

    class Meta:
        versioned = True

    @classmethod
    def perform(cls, info, *, door_id, name, expected_version=None, idempotency_key=None):
        DONE.append((door_id, name, expected_version, idempotency_key))
        if door_id == NOTHING:
            raise PermissionDenied
        if expected_version == 0:
            raise Stale
        if not name:
            raise DomainError(Code.EMPTY, "此项不能为空", field="name")
        if name == "bug":
            raise RuntimeError("SELECT secret")
        return cls(door={"name": name})


class LogOut(TypedMutation):
    class Meta:
        description = "Leave."
        idempotent = False

    @classmethod
    def perform(cls, info):
        return cls()


class Query(graphene.ObjectType):
    hello = graphene.String()


class Mutation(graphene.ObjectType):
    open_door = OpenDoor.Field()
    log_out = LogOut.Field()


OPEN = """mutation ($id: ID!, $name: String!, $version: Int, $key: String) {
  openDoor(doorId: $id, name: $name, expectedVersion: $version, idempotencyKey: $key) {
    door { name } errors { field code message }
  }
}"""
DOOR = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def served(serve, monkeypatch):
    monkeypatch.setattr(ErrorCodes, "known", set())
    register_error_codes(Code)
    DONE.clear()
    return serve(Query, Mutation)


def test_sdl(served):
    assert print_type(served.schema.type_map["Mutation"]).splitlines()[1:3] == [
        '  """Open a door (开门)."""',
        "  openDoor(",
    ]
    assert "LogOutPayload!" in print_type(served.schema.type_map["Mutation"])
    assert print_type(served.schema.type_map["OpenDoorPayload"]) == (
        '"""Open a door (开门)."""\n'
        "type OpenDoorPayload {\n  door: Door\n\n"
        '  """Empty if it was done."""\n  errors: [UserError!]!\n}'
    )


def test_shared_arguments(served):
    fields = served.schema.mutation_type.fields

    assert list(fields["openDoor"].args) == ["doorId", "name", "expectedVersion", "idempotencyKey"]
    assert list(fields["logOut"].args) == []


def test_done(served):
    answer = served.ask(OPEN, {"id": DOOR, "name": "front", "version": 3, "key": "k"})

    assert answer == {"data": {"openDoor": {"door": {"name": "front"}, "errors": []}}}
    assert [(str(door), *rest) for door, *rest in DONE] == [(DOOR, "front", 3, "k")]


@pytest.mark.parametrize(
    ("variables", "error"),
    [
        ({"name": ""}, {"field": "name", "code": "EMPTY", "message": "此项不能为空"}),
        (
            {"name": "a", "version": 0},
            {"field": None, "code": "STALE", "message": "工单刚被他人处理，请刷新后再操作"},
        ),
    ],
)
def test_a_refusal_is_an_entry_of_errors(served, variables, error):
    answer = served.ask(OPEN, {"id": DOOR} | variables)

    assert answer == {"data": {"openDoor": {"door": None, "errors": [error]}}}


@pytest.mark.parametrize("door_id", ["malformed", "", "1", DOOR[:-1], 7, "9" * 10_000])
def test_a_malformed_id_answers_as_one_without_permission(served, door_id):
    answer = served.ask(OPEN, {"id": door_id, "name": "a"})

    assert answer == {
        "data": None,
        "errors": [
            {
                "message": "没有权限",
                "extensions": {"code": "PERMISSION_DENIED"},
                "path": ["openDoor"],
            }
        ],
    }
    assert DONE[0][0] == NOTHING


def test_a_bug_is_masked(served, caplog):
    response = served.post({"query": OPEN, "variables": {"id": DOOR, "name": "bug"}})

    assert b"SELECT" not in response.content
    assert b'"INTERNAL"' in response.content
    assert "SELECT secret" in caplog.text


@pytest.mark.parametrize("key", ["", "k" * 101, "a\nb"])
def test_a_bad_idempotency_key_does_nothing(served, key):
    assert served.code(OPEN, {"id": DOOR, "name": "a", "key": key}) == "BAD_REQUEST"
    assert DONE == []
