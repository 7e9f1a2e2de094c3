"""A schema behind the view, asked as a client would."""

from types import SimpleNamespace
from typing import Any

import graphene
import orjson
from django.http import HttpResponse
from django.test import RequestFactory

from api.core.documents import Documents
from api.core.policy import ANYONE, BOTH, Table, at
from api.core.view import graphql_view


def person(*permissions: str) -> SimpleNamespace:
    """An actor who holds these permissions on one unit."""
    return SimpleNamespace(units_with=lambda asked: {"unit"} if asked in permissions else set())


class Served:
    """A schema behind the view, asked as a client would."""

    def __init__(self, schema: Any, **options: Any) -> None:
        self.schema = schema
        self.documents = Documents(schema, **options)
        self.view = graphql_view(schema, self.documents)

    def post(
        self, body: Any, *, actor: Any = None, workspace: Any = None, **extra: Any
    ) -> HttpResponse:
        content = body if isinstance(body, bytes | str) else orjson.dumps(body)
        request = RequestFactory().post(
            "/graphql", content, content_type=extra.pop("content_type", "application/json"), **extra
        )
        request.actor, request.workspace = actor, workspace
        return self.view(request)

    def ask(self, query: str, variables: dict[str, Any] | None = None, **who: Any) -> Any:
        return orjson.loads(self.post({"query": query, "variables": variables}, **who).content)

    def code(self, query: str, variables: dict[str, Any] | None = None, **who: Any) -> str:
        """The code of the only error."""
        (error,) = self.ask(query, variables, **who)["errors"]
        return error["extensions"]["code"]


def open_table(*roots: type[graphene.ObjectType] | None) -> Table:
    built = graphene.Schema(*roots).graphql_schema
    root_names = {root.name for root in (built.query_type, built.mutation_type) if root}
    table: dict[str, Any] = {}
    for name, type_ in built.type_map.items():
        declares = hasattr(type_, "fields") and not name.startswith("__")
        if name in root_names:
            table |= {f"{name}.{field}": at(BOTH, ANYONE) for field in type_.fields}
        elif declares and _needs_rows(type_.graphene_type):
            table[f"{name}.*"] = ANYONE
    return table


def _needs_rows(type_: Any) -> bool:
    return issubclass(type_, graphene.ObjectType) and not getattr(type_, "is_envelope", False)
