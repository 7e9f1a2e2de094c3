"""Oneself: who is logged in, and what one is where."""

from collections.abc import Iterable, Sequence
from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID
from api.people.loaders import WorkspaceById
from api.people.second_factor import SecondFactorType, second_factor
from api.people.types import WorkspaceType
from api.units.loaders import UnitById
from api.units.types import UnitType
from people.models import Membership, User
from people.roles import Role
from people.selectors import memberships_of, workspaces_of
from tenancy.context import WorkspaceRef

RoleEnum = enum_of(Role, name="Role", description="What a person is in a unit.")


class MembershipType(graphene.ObjectType):
    """A person's role in a unit."""

    class Meta:
        name = "Membership"

    unit = graphene.Field(UnitType, required=True)
    role = RoleEnum(required=True)
    workspace = graphene.Field(WorkspaceType, required=True)

    @staticmethod
    async def resolve_unit(membership: Membership, info: Info) -> Any:
        return await UnitById.of(info.context).load(membership.unit_id)

    @staticmethod
    async def resolve_workspace(membership: Membership, info: Info) -> Any:
        unit = await UnitById.of(info.context).load(membership.unit_id)
        if unit is None or unit.workspace_id is None:
            return None
        return await WorkspaceById.of(info.context).load(unit.workspace_id)


class MeType(graphene.ObjectType):
    """The person who is logged in."""

    class Meta:
        name = "Me"

    id = ID(required=True)
    username = graphene.String(required=True)
    name = graphene.String(required=True)
    workspaces = graphene.List(
        graphene.NonNull(WorkspaceType),
        required=True,
        description="Those the person may enter.",
    )
    memberships = graphene.List(
        graphene.NonNull(MembershipType),
        required=True,
        description="Those of the current workspace; at `/graphql` all.",
    )

    second_factor = graphene.Field(SecondFactorType, required=True)

    @staticmethod
    def resolve_second_factor(user: User, _info: Info) -> SecondFactorType:
        return second_factor(user)

    @staticmethod
    def resolve_workspaces(user: User, _info: Info) -> Sequence[WorkspaceRef]:
        return workspaces_of(user)

    @staticmethod
    def resolve_memberships(user: User, info: Info) -> Iterable[Membership]:
        return memberships_of(user, info.context.workspace)
