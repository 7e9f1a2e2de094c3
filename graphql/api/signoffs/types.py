"""Sign-offs, substitutes and instructions as the API shows them."""

from typing import Any

import graphene
import orjson

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.units.loaders import UnitById
from api.units.types import UnitType
from signoffs.models import Act, Instruction, SignOff

SignOffAct = enum_of(Act, name="SignOffAct", description="须经审签的事项")
SignOffState = enum_of(SignOff.State, name="SignOffState", description="审签结果")


class SignOffType(graphene.ObjectType):
    """An act that waits for the leader, word for word as it will leave the unit (审签)."""

    class Meta:
        name = "SignOff"

    id = ID(required=True)
    act = SignOffAct(required=True)
    state = SignOffState(required=True)
    ticket_id = ID(required=True)
    number = graphene.String(required=True)
    title = graphene.String(required=True)
    unit = graphene.Field(UnitType, required=True)
    arguments = graphene.String(required=True, description="What the act will be told, as JSON.")
    asked_at = DateTime(required=True)
    asked_by_name = graphene.String(required=True)
    decided_at = DateTime()
    decided_by_name = graphene.String(required=True)
    opinion = graphene.String(required=True)

    @staticmethod
    def resolve_number(sign_off: SignOff, _info: Info) -> str:
        return sign_off.ticket.number

    @staticmethod
    def resolve_title(sign_off: SignOff, _info: Info) -> str:
        return sign_off.ticket.title

    @staticmethod
    def resolve_arguments(sign_off: SignOff, _info: Info) -> str:
        return orjson.dumps(sign_off.arguments).decode()

    @staticmethod
    async def resolve_unit(sign_off: SignOff, info: Info) -> Any:
        return await UnitById.of(info.context).load(sign_off.unit_id)


class InstructionType(graphene.ObjectType):
    """What a leader wrote on a case (批示)."""

    class Meta:
        name = "Instruction"

    id = ID(required=True)
    unit = graphene.Field(UnitType, required=True)
    text = graphene.String(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)
    document_id = ID()
    attachment_ids = graphene.List(graphene.NonNull(ID), required=True)

    @staticmethod
    async def resolve_unit(instruction: Instruction, info: Info) -> Any:
        return await UnitById.of(info.context).load(instruction.unit_id)


class SubstitutionType(graphene.ObjectType):
    """Who signs in a leader's place (A/B岗)."""

    class Meta:
        name = "Substitution"

    id = ID(required=True)
    substitute_name = graphene.String(required=True)
    first_day = graphene.Date(required=True)
    last_day = graphene.Date(required=True)
    ended_at = DateTime()


class SignOffPolicyType(graphene.ObjectType):
    """Which acts of a unit need its leader now, and who stands in."""

    class Meta:
        name = "SignOffPolicy"

    unit = graphene.Field(UnitType, required=True)
    acts = graphene.List(graphene.NonNull(SignOffAct), required=True)
    substitutions = graphene.List(graphene.NonNull(SubstitutionType), required=True)
