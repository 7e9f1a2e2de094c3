"""Logging in and out. Sessions are Django's, kept in PostgreSQL."""

import graphene
from django.contrib.auth import authenticate, login, logout

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.people.me import MeType
from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import User

# Longer ones are wrong without being hashed.
LONGEST_PASSWORD = 1_000


class Login(TypedMutation):
    class Meta:
        description = "Log in. The session and the CSRF token are new afterwards."
        idempotent = False

    me = graphene.Field(MeType)

    class Arguments:
        username = graphene.String(required=True)
        password = graphene.String(required=True)

    @classmethod
    def perform(cls, info: Info, *, username: str, password: str) -> "Login":
        request = info.context.request
        user = None
        if len(password) <= LONGEST_PASSWORD:
            # Hashes once for an unknown user too: the answers differ in no way, nor in time.
            user = authenticate(
                request, username=User.normalize_username(username), password=password
            )
        if not isinstance(user, User):
            raise DomainError(PeopleError.LOGIN_FAILED, "用户名或密码错误")
        login(request, user)
        return cls(me=user)


class Logout(TypedMutation):
    class Meta:
        description = "Log out; nothing happens if nobody was logged in."
        idempotent = False

    @classmethod
    def perform(cls, info: Info) -> "Logout":
        logout(info.context.request)
        info.context.actor = None
        return cls()


class PeopleMutations(graphene.ObjectType):
    login = Login.Field()
    logout = Logout.Field()
