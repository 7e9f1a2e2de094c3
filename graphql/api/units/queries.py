"""Reading the tree of units."""

from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.units.types import UnitConnection, UnitKind, UnitType
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id, units_where
from kernel.text import clean_line

BY_CODE = Order(Key("code", str))
SEARCH_LIMIT = 60


class UnitFilter(graphene.InputObjectType):
    """Which units a list shows; all conditions hold together."""

    under = ID(description="This unit and all below it.")
    parent = ID(description="Directly below this unit.")
    search = graphene.String(description="Part of the name, of its pinyin, or the code's start.")
    kinds = graphene.List(graphene.NonNull(UnitKind))


class UnitQueries(graphene.ObjectType):
    unit = graphene.Field(UnitType, unit_id=ID(required=True), description="One unit.")
    units = connection_field(
        UnitConnection,
        description="Units that exist today, by code.",
        where=UnitFilter(),
    )

    @staticmethod
    def resolve_unit(_root: None, _info: Info, unit_id: UUID) -> Unit | None:
        return unit_by_id(unit_id)

    @staticmethod
    def resolve_units(
        _root: None,
        _info: Info,
        first: int,
        after: str | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[Unit]:
        where = where or {}
        search = clean_line(
            where.get("search") or "", field="where.search", limit=SEARCH_LIMIT, required=False
        )
        found = units_where(
            under=where.get("under"),
            parent=where.get("parent"),
            search=search,
            kinds=where.get("kinds") or (),
        )
        return page_of(found, order=BY_CODE, first=first, after=after)
