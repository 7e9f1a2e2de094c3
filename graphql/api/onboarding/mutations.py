"""Undoing an import, naming contacts, moving people, merging units."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID
from api.onboarding.types import (
    ContactDutyEnum,
    ImportRunType,
    MemberMoveType,
    MergerType,
    UnitContactType,
)
from api.people.me import RoleEnum
from onboarding.services.appointing import appoint_unit_contact
from onboarding.services.importing import undo_import
from onboarding.services.merging import NewUnit, merge_units, plan_merger
from onboarding.services.moving import move_member, plan_move
from people.models import ContactDuty
from people.roles import Role


class UndoImport(TypedMutation):
    class Meta:
        description = "Take a run back; refused, naming the thing, if something depends on it."
        idempotent = False

    class Arguments:
        kind = graphene.String(required=True)
        run_id = ID(required=True)

    run = graphene.Field(ImportRunType)

    @classmethod
    def perform(cls, info: Info, *, kind: str, run_id: UUID) -> "UndoImport":
        return cls(run=undo_import(actor=info.context.person, kind_name=kind, run_id=run_id))


class AppointContact(TypedMutation):
    class Meta:
        description = "Name a unit's leader or handler from today; repeating changes nothing."
        idempotent = False

    class Arguments:
        unit_id = ID(required=True)
        user_id = ID(required=True)
        duty = ContactDutyEnum(required=True)

    contact = graphene.Field(UnitContactType)

    @classmethod
    def perform(
        cls, info: Info, *, unit_id: UUID, user_id: UUID, duty: ContactDuty
    ) -> "AppointContact":
        contact = appoint_unit_contact(
            actor=info.context.person, unit_id=unit_id, user_id=user_id, duty=duty
        )
        return cls(contact=contact)


class MoveMember(TypedMutation):
    class Meta:
        description = "End a person's posts in one unit and begin them in another (人员调动)."
        idempotent = False

    class Arguments:
        user_id = ID(required=True)
        from_unit_id = ID(required=True)
        to_unit_id = ID(required=True)
        reason = graphene.String(required=True)
        role = RoleEnum(description="The role in the new unit; without it the same as before.")
        successor_id = ID(description="Who takes over what hangs on the person in the old unit.")
        dry_run = graphene.Boolean(default_value=False)

    move = graphene.Field(MemberMoveType)

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        user_id: UUID,
        from_unit_id: UUID,
        to_unit_id: UUID,
        reason: str,
        role: Role | None = None,
        successor_id: UUID | None = None,
        dry_run: bool = False,
    ) -> "MoveMember":
        arguments: dict[str, Any] = {
            "actor": info.context.person,
            "user_id": user_id,
            "from_unit_id": from_unit_id,
            "to_unit_id": to_unit_id,
            "role": role,
        }
        if dry_run:
            return cls(move=plan_move(**arguments))
        return cls(move=move_member(**arguments, reason=reason, successor_id=successor_id))


class NewUnitInput(graphene.InputObjectType):
    """A unit to be made, beside those that end and of their kind."""

    code = graphene.String(required=True)
    name = graphene.String(required=True)


class MergeUnits(TypedMutation):
    class Meta:
        description = (
            "End units today; one of them, another one or a new one takes over their people, lower "
            "units and open tickets (合村并居、机构撤并)."
        )
        idempotent = False

    class Arguments:
        unit_ids = graphene.List(graphene.NonNull(ID), required=True)
        reason = graphene.String(required=True)
        into_unit_id = ID(description="Who takes over; may be among `unitIds`.")
        new_unit = NewUnitInput(description="Instead of `intoUnitId`.")
        dry_run = graphene.Boolean(default_value=False)

    merger = graphene.Field(MergerType)

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        unit_ids: list[UUID],
        reason: str,
        into_unit_id: UUID | None = None,
        new_unit: dict[str, str] | None = None,
        dry_run: bool = False,
    ) -> "MergeUnits":
        arguments: dict[str, Any] = {
            "actor": info.context.person,
            "unit_ids": unit_ids,
            "into_unit_id": into_unit_id,
            "new_unit": NewUnit(**new_unit) if new_unit else None,
        }
        if dry_run:
            return cls(merger=plan_merger(**arguments))
        return cls(merger=merge_units(**arguments, reason=reason))


class OnboardingMutations(graphene.ObjectType):
    undo_import = UndoImport.Field()
    appoint_contact = AppointContact.Field()
    move_member = MoveMember.Field()
    merge_units = MergeUnits.Field()
