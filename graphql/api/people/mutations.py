"""Logging in and out. Sessions are Django's, kept in PostgreSQL."""

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.people.me import MeType
from api.people.second_factor import ConfirmSecondFactor, EnrolSecondFactor
from people.services.sessions import log_in, log_out


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
        user = log_in(request=info.context.request, username=username, password=password)
        return cls(me=user)


class Logout(TypedMutation):
    class Meta:
        description = "Log out; nothing happens if nobody was logged in."
        idempotent = False

    @classmethod
    def perform(cls, info: Info) -> "Logout":
        log_out(request=info.context.request)
        info.context.actor = None
        return cls()


class PeopleMutations(graphene.ObjectType):
    login = Login.Field()
    logout = Logout.Field()
    enrol_second_factor = EnrolSecondFactor.Field()
    confirm_second_factor = ConfirmSecondFactor.Field()
