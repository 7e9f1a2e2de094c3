"""Reading who one is."""

from collections.abc import Sequence

import graphene

from api.core.context import Info
from api.people.me import MeType
from api.people.types import WorkspaceType
from people.models import User
from people.selectors import workspaces_of
from tenancy.context import WorkspaceRef


class PeopleQueries(graphene.ObjectType):
    me = graphene.Field(MeType, description="The person logged in; null if nobody is.")
    workspaces = graphene.List(
        graphene.NonNull(WorkspaceType),
        required=True,
        description="The workspaces the person may enter.",
    )

    @staticmethod
    def resolve_me(_root: None, info: Info) -> User | None:
        user = info.context.request.user
        return user if isinstance(user, User) else None

    @staticmethod
    def resolve_workspaces(_root: None, info: Info) -> Sequence[WorkspaceRef]:
        return workspaces_of(info.context.person.user_id)
