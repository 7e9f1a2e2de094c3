"""Units as the API shows them."""

from typing import Any

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID
from api.people.loaders import WorkspaceById
from api.people.types import WorkspaceType
from api.units.loaders import PathNamesOfUnit, UnitById
from hierarchy.models import Kind, Unit

UnitKind = enum_of(Kind, name="UnitKind", description="What a unit is.")


class UnitType(graphene.ObjectType):
    """A body that people belong to and tickets are given to (单位)."""

    class Meta:
        name = "Unit"

    id = ID(required=True)
    code = graphene.String(required=True, description="The division code, or the unit's own.")
    name = graphene.String(required=True)
    kind = UnitKind(required=True)
    level = graphene.Int(required=True, description="1 city, 2 county, 3 township, 4 village.")
    parent = graphene.Field(lambda: UnitType)
    path_names = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Names from the city down to the unit itself.",
    )
    is_statistical = graphene.Boolean(
        required=True, description="Exists in the division table only: nobody works there."
    )
    workspace = graphene.Field(WorkspaceType, description="Where its tickets are.")
    closed = graphene.Boolean(required=True, description="Not in existence today.")

    @staticmethod
    async def resolve_parent(unit: Unit, info: Info) -> Unit | None:
        if unit.parent_id is None:
            return None
        return await UnitById.of(info.context).load(unit.parent_id)

    @staticmethod
    async def resolve_path_names(unit: Unit, info: Info) -> list[str] | None:
        return await PathNamesOfUnit.of(info.context).load(unit)

    @staticmethod
    async def resolve_workspace(unit: Unit, info: Info) -> Any:
        if unit.workspace_id is None:
            return None
        return await WorkspaceById.of(info.context).load(unit.workspace_id)

    @staticmethod
    def resolve_closed(unit: Unit, _info: Info) -> bool:
        return not unit.is_open()


UnitConnection = connection_of(UnitType)
