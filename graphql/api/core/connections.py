"""Keyset connections: pages that stay right while rows come and go, at the same cost at any depth.

An order is a tuple of sort keys of which the last is unique. The cursor of a row is its
sort-key values; the next page is what sorts after them. There is no OFFSET.
"""

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import graphene
import orjson
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from api.core.context import Info
from api.core.errors import ApiError, Kind
from api.core.limits import FIRST, exceeded

M = TypeVar("M", bound=Model)
COUNT_LIMIT = 1_000
CURSOR_LENGTH = 1_000


@dataclass(frozen=True)
class Key:
    """One sort key: a field or annotation, the type of its values, and its direction.

    Nulls, where there can be any, come last in both directions.
    """

    name: str
    type: type[datetime] | type[UUID] | type[int] | type[str]
    descending: bool = False
    nullable: bool = False

    def ordering(self) -> OrderBy:
        # Ascending is nulls last in PostgreSQL anyway; said explicitly, no index would be used.
        if not self.descending:
            return F(self.name).asc()
        return F(self.name).desc(nulls_last=True if self.nullable else None)

    def value_of(self, row: Any) -> Any:
        for step in self.name.split("__"):
            row = getattr(row, step) if row is not None else None
        return row

    def after(self, value: Any) -> Q | None:
        """Rows whose key sorts after `value`; None when there cannot be any."""
        if value is None:
            return None
        later = Q((f"{self.name}__{'lt' if self.descending else 'gt'}", value))
        return later | Q((f"{self.name}__isnull", True)) if self.nullable else later

    def same(self, value: Any) -> Q:
        return Q((f"{self.name}__isnull", True)) if value is None else Q((self.name, value))

    def decode(self, value: Any) -> Any:
        if value is None and self.nullable:
            return None
        if self.type is int:
            if type(value) is not int or not -(2**63) <= value < 2**63:
                raise ValueError
            return value
        if not isinstance(value, str) or "\0" in value:
            raise ValueError
        if self.type is str:
            return value
        if self.type is UUID:
            return UUID(value)
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment


class Order:
    """A total order of rows: `Order(Key("due_at", datetime, nullable=True), Key("id", UUID))`."""

    def __init__(self, *keys: Key) -> None:
        if not keys or keys[-1].nullable:
            raise TypeError("An order must end with a unique key")
        self.keys = keys
        told = ",".join(f"{key.name}{'-' if key.descending else '+'}" for key in keys)
        # Keeps the cursor of one list from being read as another's.
        self.tag = f"{zlib.crc32(told.encode()):08x}"

    def cursor_of(self, row: Any) -> str:
        values = [self.tag, *(key.value_of(row) for key in self.keys)]
        return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")

    def values_in(self, cursor: str) -> list[Any]:
        """The sort-key values of a cursor; BAD_REQUEST unless this order made it."""
        try:
            tag, *values = _read_cursor(cursor)
            keyed = list(zip(self.keys, values, strict=True))
            if tag == self.tag:
                return [key.decode(value) for key, value in keyed]
        except (ValueError, TypeError):
            pass
        raise ApiError(Kind.BAD_REQUEST, "游标无效，请从第一页重新读取")

    def after(self, values: Sequence[Any]) -> Q:
        """The rows that sort after `values`: equal in some keys, later in the next."""
        condition, equal = Q(), Q()
        for key, value in zip(self.keys, values, strict=True):
            later = key.after(value)
            if later is not None:
                condition |= equal & later
            equal &= key.same(value)
        first, start = self.keys[0], values[0]
        if len(self.keys) > 1 and start is not None and not first.nullable:
            # Implied by the rest, but this the index can seek to.
            condition &= Q((f"{first.name}__{'lte' if first.descending else 'gte'}", start))
        return condition


def _read_cursor(cursor: str) -> Any:
    if len(cursor) > CURSOR_LENGTH:
        raise ValueError
    padded = cursor + "=" * (-len(cursor) % 4)
    return orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))


@dataclass
class Page(Generic[M]):
    """What a connection field resolves to."""

    rows: "QuerySet[M]"
    order: Order
    nodes: list[M]
    has_next: bool

    def count(self) -> str:
        counted = self.rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
        return f"{COUNT_LIMIT}+" if counted > COUNT_LIMIT else str(counted)

    def info(self) -> Mapping[str, Any]:
        end = self.order.cursor_of(self.nodes[-1]) if self.nodes else None
        return {"has_next_page": self.has_next, "end_cursor": end}


def page_of(
    rows: "QuerySet[M]", *, order: Order, first: int, after: str | None = None
) -> "Page[M]":
    """One page of `rows` in `order`; reads one row more than `first` to know of the next."""
    if not 1 <= first <= FIRST:
        raise exceeded(f"first 须在 1 到 {FIRST} 之间")
    sought = rows.filter(order.after(order.values_in(after))) if after is not None else rows
    found = list(sought.order_by(*(key.ordering() for key in order.keys))[: first + 1])
    return Page(rows=rows, order=order, nodes=found[:first], has_next=len(found) > first)


class PageInfo(graphene.ObjectType):
    """Where a page ends."""

    is_envelope = True

    has_next_page = graphene.Boolean(required=True)
    end_cursor = graphene.String(description="The `after` of the next page; null on an empty page.")


def connection_of(
    node: type[graphene.ObjectType], *, name: str | None = None
) -> type[graphene.ObjectType]:
    """The connection type of a node type, named `<Node>Connection` unless told otherwise."""

    def resolve_page_info(page: Page[Any], _info: Info) -> Mapping[str, Any]:
        return page.info()

    def resolve_total_count(page: Page[Any], _info: Info) -> str:
        return page.count()

    return type(
        name or f"{node._meta.name}Connection",
        (graphene.ObjectType,),
        {
            "is_envelope": True,
            "__doc__": f"A page of {node._meta.name}.",
            "nodes": graphene.NonNull(graphene.List(graphene.NonNull(node))),
            "page_info": graphene.Field(PageInfo, required=True),
            "total_count": graphene.String(
                required=True, description=f'All of them, "{COUNT_LIMIT}+" above that many.'
            ),
            "resolve_page_info": resolve_page_info,
            "resolve_total_count": resolve_total_count,
        },
    )


def connection_field(
    connection: type[graphene.ObjectType], *, description: str, **filters: Any
) -> graphene.Field:
    """A connection field with `first` and `after`; `filters` are its other arguments."""
    return graphene.Field(
        connection,
        required=True,
        description=description,
        first=graphene.Int(required=True, description=f"1 to {FIRST}."),
        after=graphene.String(description="The `endCursor` of the page before."),
        **filters,
    )
