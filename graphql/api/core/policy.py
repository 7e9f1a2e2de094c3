"""Who may use which field: one table, enforced in one place, deny by default.

The table maps schema coordinates to what is required:

    "Query.ticket": at(WORKSPACE, SIGNED_IN),                # where, and who
    "Mutation.delegateTicket": at(WORKSPACE, holds("dispatch", "handle")),
    "Ticket.*": WITH_PARENT,                                 # visible with the ticket itself
    "Ticket.caller": holds("register", "reveal"),            # this one field asks for more

Rows of types say who sees a field of an object one has already been let to; whether one
may see that very object is decided by the domain's access doors. `enforce` fails when a
field has no row or a row no field, so nothing can be forgotten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import wraps
from typing import Any

from graphql.pyutils import is_awaitable

from api.core.context import ApiContext, Info
from api.core.errors import ApiError, Kind
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    is_non_null_type,
    is_required_argument,
)

Resolver = Callable[..., Any]


class Endpoint(Flag):
    """The two addresses of the schema: `/graphql` and `/w/<slug>/graphql`."""

    PUBLIC = auto()
    WORKSPACE = auto()


PUBLIC = Endpoint.PUBLIC
WORKSPACE = Endpoint.WORKSPACE
BOTH = PUBLIC | WORKSPACE


@dataclass(frozen=True)
class Who:
    """A requirement on the actor; `permissions`: any of these, on any unit."""

    signed_in: bool
    permissions: frozenset[str] = frozenset()

    def refusal(self, context: ApiContext) -> Kind | None:
        if not self.signed_in:
            return None
        if context.actor is None:
            return Kind.UNAUTHENTICATED
        if self.permissions and not any(map(context.actor.units_with, self.permissions)):
            return Kind.PERMISSION_DENIED
        return None


@dataclass(frozen=True)
class At:
    """A row of a root field."""

    where: Endpoint
    who: Who


ANYONE = Who(signed_in=False)
SIGNED_IN = Who(signed_in=True)
WITH_PARENT = ANYONE
Row = At | Who
Table = Mapping[str, Row]


def holds(*permissions: str) -> Who:
    """Signed in, and holding at least one of these unit permissions on some unit."""
    if not permissions:
        raise TypeError("holds() needs at least one permission")
    return Who(signed_in=True, permissions=frozenset(permissions))


def at(where: Endpoint, who: Who) -> At:
    return At(where, who)


class PolicyError(Exception):
    """The table and the schema do not fit."""


def merged(*tables: Table) -> Table:
    """The slices' rows as the one table; nobody may declare what another slice declared."""
    whole: dict[str, Row] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise PolicyError(f"Declared twice: {', '.join(sorted(twice))}")
        whole |= table
    return whole


def enforce(schema: GraphQLSchema, table: Table) -> None:
    """Put the table's guards on every field of the schema, or raise PolicyError."""
    roots = {root.name for root in (schema.query_type, schema.mutation_type) if root}
    used: set[str] = set()
    missing: list[str] = []
    for type_ in _declared_types(schema):
        for name, field in type_.fields.items():
            coordinate = f"{type_.name}.{name}"
            if coordinate not in table and type_.name not in roots:
                coordinate = f"{type_.name}.*"
            used.add(coordinate)
            row = table.get(coordinate) or _row_of_envelope(type_)
            if row is None:
                missing.append(f"{type_.name}.{name}")
            elif isinstance(row, At) != (type_.name in roots):
                raise PolicyError(f"{coordinate}: root fields, and only they, say where")
            else:
                _guard(schema, type_, field, row)
    if missing:
        raise PolicyError(f"No policy row for: {', '.join(sorted(missing))}")
    if unused := table.keys() - used:
        raise PolicyError(f"Policy rows without a field: {', '.join(sorted(unused))}")


def _declared_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    return [
        type_
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
    ]


def _row_of_envelope(type_: GraphQLObjectType) -> Row | None:
    """Payloads, connections and the like are visible with the field that answers them."""
    is_envelope = getattr(getattr(type_, "graphene_type", None), "is_envelope", False)
    return WITH_PARENT if is_envelope else None


def _guard(schema: GraphQLSchema, type_: GraphQLObjectType, field: GraphQLField, row: Row) -> None:
    resolve = field.resolve
    if resolve is None:
        raise PolicyError(f"{type_.name} has a field without a resolver")
    field.extensions["policy"] = row
    if isinstance(row, At):
        names_one_thing = (
            type_ is schema.query_type
            and not is_non_null_type(field.type)
            and any(is_required_argument(argument) for argument in field.args.values())
        )
        field.resolve = _guarded_root(resolve, row, names_one_thing=names_one_thing)
    elif row.signed_in:
        field.resolve = _guarded_part(resolve, row, nullable=not is_non_null_type(field.type))


def _guarded_root(resolve: Resolver, row: At, *, names_one_thing: bool) -> Resolver:
    @wraps(resolve)
    def guarded(root: Any, info: Info, **arguments: Any) -> Any:
        context = info.context
        if (WORKSPACE if context.workspace else PUBLIC) not in row.where:
            address = "/w/<slug>/graphql" if row.where is WORKSPACE else "/graphql"
            raise ApiError(Kind.BAD_REQUEST, f"{info.field_name} 只能通过 {address} 使用")
        refusal = row.who.refusal(context)
        if refusal:
            raise ApiError(refusal)
        _refuse_nul(arguments)
        found = resolve(root, info, **arguments)
        return _present(found) if names_one_thing else found

    return guarded


def _guarded_part(resolve: Resolver, who: Who, *, nullable: bool) -> Resolver:
    @wraps(resolve)
    def guarded(root: Any, info: Info, **arguments: Any) -> Any:
        refusal = who.refusal(info.context)
        if refusal is None:
            return resolve(root, info, **arguments)
        if nullable:
            return None  # forbidden looks like absent
        raise ApiError(refusal)

    return guarded


def _present(found: Any) -> Any:
    """What a query for one thing answers: the thing, or NOT_FOUND in the place of None."""
    if is_awaitable(found):

        async def when_known() -> Any:
            return _present(await found)

        return when_known()
    if found is None:
        raise ApiError(Kind.NOT_FOUND)
    return found


def _refuse_nul(value: Any) -> None:
    """PostgreSQL cannot store U+0000, which both JSON and GraphQL can spell."""
    if isinstance(value, str):
        if "\0" in value:
            raise ApiError(Kind.BAD_REQUEST, "内容含有无法识别的字符")
    elif isinstance(value, Mapping):
        for part in value.values():
            _refuse_nul(part)
    elif isinstance(value, list):
        for part in value:
            _refuse_nul(part)
