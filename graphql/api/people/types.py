"""Workspaces as the API shows them."""

import graphene

from api.core.enums import enum_of
from tenancy.models import Workspace

WorkspaceLevel = enum_of(
    Workspace.Level, name="WorkspaceLevel", description="Whose workspace it is."
)


class WorkspaceType(graphene.ObjectType):
    """A city or a county, with its own tickets and people (工作区)."""

    class Meta:
        name = "Workspace"

    slug = graphene.String(required=True, description="Its address is `/w/<slug>/graphql`.")
    name = graphene.String(required=True)
    level = WorkspaceLevel(required=True)
