"""Documents made from the schema itself, so that no field or argument can be forgotten."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from api.schema import schema
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from tests.harness.api import Browser

CONNECTION_FIRST = 3


def fields_of(root: str) -> dict[str, GraphQLField]:
    """The fields of `Query` or `Mutation`."""
    return dict(schema.type_map[root].fields)


def ticket_mutations() -> list[str]:
    """Every verb that answers a ticket."""
    return [
        name
        for name, field in fields_of("Mutation").items()
        if "ticket" in get_named_type(field.type).fields
    ]


def everything(type_: GraphQLObjectType, depth: int) -> str:
    """A selection of all fields, `depth` levels of objects deep."""
    parts = []
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if any(is_required_argument(each) for each in field.args.values()):
            name = f"{name}(first: {CONNECTION_FIRST})"
        if is_leaf_type(inner):
            parts.append(name)
        elif depth > 0:
            parts.append(f"{name} {{ {everything(inner, depth - 1)} }}")
    return " ".join(parts)


def given(type_: Any) -> Any:
    """Some value of an argument's type, where it does not matter which."""
    inner = get_named_type(type_)
    value: Any
    if isinstance(inner, GraphQLEnumType):
        value = next(iter(inner.values))
    elif isinstance(inner, GraphQLInputObjectType):
        value = {name: given(each.type) for name, each in inner.fields.items()}
    else:
        value = {"Int": 1, "Boolean": True, "DateTime": "2026-01-01T00:00:00Z"}.get(inner.name, "x")
    return [value] if is_list_type(get_nullable_type(type_)) else value


@cache
def document(root: str, name: str, selection: str) -> str:
    """An operation of one root field, with all its arguments as variables."""
    args = fields_of(root)[name].args
    declared = ", ".join(f"${arg}: {argument.type}" for arg, argument in args.items())
    passed = ", ".join(f"{arg}: ${arg}" for arg in args)
    operation = f"{root.lower()} ({declared})" if args else root.lower()
    call = f"{name}({passed})" if args else name
    return f"{operation} {{ {call} {selection} }}"


PICTURE = """{ id number state holderState version isOrigin holder { code } unit { code }
  allowedActions actionAssignmentId delegateTargets { id code } }"""
TICKET = document("Query", "ticket", PICTURE)


def mutation(name: str) -> str:
    return document("Mutation", name, f"{{ ticket {PICTURE} errors {{ field code message }} }}")


@dataclass(frozen=True)
class Person:
    """Somebody at a browser, in one workspace."""

    browser: Browser
    slug: str
    username: str

    @property
    def path(self) -> str:
        return f"/w/{self.slug}/graphql"

    def post(self, text: str, /, **variables: Any) -> Any:
        """The answer as HTTP gives it."""
        return self.browser.post(self.path, text, **_told(variables))

    def ask(self, text: str, /, **variables: Any) -> Any:
        return self.post(text, **variables).json()

    def do(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """A mutation that must succeed: the ticket afterwards."""
        answer = self.ask(mutation(name), **arguments)
        assert "errors" not in answer, answer
        assert answer["data"][name]["errors"] == [], answer
        ticket: dict[str, Any] = answer["data"][name]["ticket"]
        return ticket

    def try_(self, name: str, /, **arguments: Any) -> tuple[str, str | None]:
        """A mutation that must be refused: code and field; field None for top-level errors."""
        answer = self.ask(mutation(name), **arguments)
        if "errors" in answer:
            (error,) = answer["errors"]
            assert answer.get("data") in (None, {name: None}), answer
            return error["extensions"]["code"], None
        payload = answer["data"][name]
        assert payload["ticket"] is None, answer
        (error,) = payload["errors"]
        assert error["message"], answer
        return error["code"], error["field"]

    def ticket(self, ticket_id: Any) -> dict[str, Any]:
        ticket: dict[str, Any] = self.ask(TICKET, ticketId=ticket_id)["data"]["ticket"]
        return ticket


def _told(variables: dict[str, Any]) -> dict[str, Any]:
    plain = (str, int, float, bool, dict, list, type(None))
    return {
        name: value if isinstance(value, plain) else str(value) for name, value in variables.items()
    }
