"""Ids as resolvers receive them: UUIDs, wherever an argument or input field is an `ID`.

A malformed id becomes the nil UUID, which names nothing, so that it behaves in every way
as an id that does not exist.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
)
from kernel.ids import parse_uuid

NOTHING = UUID(int=0)
Reader = Callable[[Any], Any]


def read_ids(schema: GraphQLSchema) -> None:
    """Have every field of the schema, and every input object, receive its ids as UUIDs."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            _read_in_input(type_)
        elif isinstance(type_, GraphQLObjectType):
            for field in type_.fields.values():
                _read_in_arguments(field)


def _read_in_input(type_: GraphQLInputObjectType) -> None:
    readers = _readers({field.out_name or name: field.type for name, field in type_.fields.items()})
    make = type_.out_type

    def reading(value: dict[str, Any]) -> Any:
        return make(_read(value, readers))

    if readers:
        type_.out_type = reading  # type: ignore[method-assign]


def _read_in_arguments(field: GraphQLField) -> None:
    readers = _readers({arg.out_name or name: arg.type for name, arg in field.args.items()})
    resolve = field.resolve
    if not readers or resolve is None:
        return

    @wraps(resolve)
    def reading(root: Any, info: Any, **arguments: Any) -> Any:
        return resolve(root, info, **_read(arguments, readers))

    field.resolve = reading


def _read(values: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    return {
        name: readers[name](value) if name in readers else value for name, value in values.items()
    }


def _readers(types: Mapping[str, GraphQLInputType]) -> dict[str, Reader]:
    found = {name: _reader(type_) for name, type_ in types.items()}
    return {name: reader for name, reader in found.items() if reader}


def _reader(type_: GraphQLInputType) -> Reader | None:
    if isinstance(type_, GraphQLNonNull):
        return _reader(type_.of_type)
    if isinstance(type_, GraphQLList):
        item = _reader(type_.of_type)
        return item and (lambda values: None if values is None else [item(v) for v in values])
    return _uuid if type_ is GraphQLID else None


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else parse_uuid(value) or NOTHING
