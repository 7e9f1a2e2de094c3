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
        return _user(info) if info.context.actor else None

    @staticmethod
    def resolve_workspaces(_root: None, info: Info) -> Sequence[WorkspaceRef]:
        return workspaces_of(_user(info))


def _user(info: Info) -> User:
    """The row behind a signed-in actor; the middleware has read it in the public context."""
    user = info.context.request.user
    assert isinstance(user, User), "signed in"
    return user
