"""The second factor of the person logged in (动态验证码)."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.mutations import TypedMutation
from api.core.scalars import DateTime
from people.models import User
from people.services.second_factor import (
    FactorState,
    confirm_second_factor,
    enrol_second_factor,
    second_factor_of,
)

SecondFactorState = enum_of(
    FactorState, name="SecondFactorState", description="How far a person's second factor has come."
)


class SecondFactorType(graphene.ObjectType):
    """Whether the person can confirm acts by a code of their own generator."""

    class Meta:
        name = "SecondFactor"

    state = graphene.Field(SecondFactorState, required=True)
    locked_until = DateTime(description="After five wrong codes in a row.")


def second_factor(user: User) -> SecondFactorType:
    state, locked_until = second_factor_of(user.pk)
    return SecondFactorType(state=state, locked_until=locked_until)


def _person(info: Info) -> User:
    user = info.context.request.user
    assert isinstance(user, User), "signed in"
    return user


class EnrolSecondFactor(TypedMutation):
    class Meta:
        description = (
            "A new secret for the person's code generator; it counts once confirmed."
            " Replacing one in use takes a code of it."
        )
        idempotent = False

    class Arguments:
        password = graphene.String(required=True, description="Of the login, once more.")
        code = graphene.String(description="Of the generator in use, if there is one.")

    secret = graphene.String(description="Base 32; shown this once.")
    uri = graphene.String(description="The same as an otpauth address, for a QR code.")

    @classmethod
    def perform(cls, info: Info, *, password: str, code: str | None = None) -> Any:
        enrolled = enrol_second_factor(user=_person(info), password=password, code=code or "")
        return cls(secret=enrolled.secret, uri=enrolled.uri)


class ConfirmSecondFactor(TypedMutation):
    class Meta:
        description = "Put the new secret into use with a first code of it."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)

    second_factor = graphene.Field(SecondFactorType)

    @classmethod
    def perform(cls, info: Info, *, code: str) -> Any:
        user = _person(info)
        confirm_second_factor(user=user, code=code)
        return cls(second_factor=second_factor(user))
