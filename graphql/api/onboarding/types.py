"""Runs, members and contacts as the API shows them."""

from typing import Any

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.onboarding.loaders import ContactsOfUnit, UserById
from api.people.me import RoleEnum
from api.units.types import UnitType
from hierarchy.models import Unit
from onboarding.services.merging import Merger, Moving
from onboarding.services.moving import MemberMove
from people.models import ContactDuty, Membership, UnitContact
from people.roles import Role
from spreadsheets.kinds import ImportKind
from spreadsheets.models import Run, RunState

RunStateEnum = enum_of(RunState, name="ImportState", description="What became of a run.")
ContactDutyEnum = enum_of(ContactDuty, name="ContactDuty", description="对口负责人或对口承办人")


class ImportKindType(graphene.ObjectType):
    """A sort of workbook. Template: `GET /w/<slug>/imports/<name>/template.xlsx`; upload: `POST
    /w/<slug>/imports/<name>`, multipart, `file` and `apply` (0: dry run, 1)."""

    class Meta:
        name = "ImportKind"

    name = graphene.String(required=True)
    label = graphene.String(required=True)
    headings = graphene.List(graphene.NonNull(graphene.String), required=True)

    @staticmethod
    def resolve_headings(kind: ImportKind[Any], _info: Info) -> list[str]:
        return [column.heading for column in kind.columns]


class ImportRunType(graphene.ObjectType):
    """One workbook applied (导入)."""

    class Meta:
        name = "ImportRun"

    id = ID(required=True)
    kind = graphene.String(required=True)
    sha256 = graphene.String(required=True)
    root_code = graphene.String(required=True, description="The division its rows lie in.")
    by_name = graphene.String(description="Null if a command did it.")
    at = DateTime(required=True)
    state = RunStateEnum(required=True)
    new = graphene.Int(required=True)
    changed = graphene.Int(required=True)
    unchanged = graphene.Int(required=True)
    undone_at = DateTime()
    kept = graphene.Int(
        required=True,
        description="Not taken back when undone: somebody had gone on with it.",
    )

    @staticmethod
    async def resolve_by_name(run: Run, info: Info) -> str | None:
        if run.by is None:
            return None
        user = await UserById.of(info.context).load(run.by)
        return user.name if user else None


class UserNameMixin:
    """The person of a row that has a `user_id`."""

    user_id = ID(required=True)
    name = graphene.String(required=True)
    username = graphene.String(required=True)

    @staticmethod
    async def resolve_name(row: Membership | UnitContact, info: Info) -> str:
        user = await UserById.of(info.context).load(row.user_id)
        assert user is not None
        return user.name

    @staticmethod
    async def resolve_username(row: Membership | UnitContact, info: Info) -> str:
        user = await UserById.of(info.context).load(row.user_id)
        assert user is not None
        return user.username


class UnitMemberType(UserNameMixin, graphene.ObjectType):
    """Somebody's post in a unit."""

    class Meta:
        name = "UnitMember"

    id = ID(required=True)
    role = RoleEnum(required=True)

    @staticmethod
    def resolve_role(row: Membership, _info: Info) -> Role:
        return Role(row.role)


class UnitContactType(UserNameMixin, graphene.ObjectType):
    """Whom a unit names to the hotline."""

    class Meta:
        name = "UnitContact"

    duty = ContactDutyEnum(required=True)

    @staticmethod
    def resolve_duty(row: UnitContact, _info: Info) -> ContactDuty:
        return ContactDuty(row.duty)


class UnitStaffingType(graphene.ObjectType):
    """A unit and whom it names that is at work."""

    class Meta:
        name = "UnitStaffing"

    unit = graphene.Field(UnitType, required=True)
    contacts = graphene.List(graphene.NonNull(UnitContactType), required=True)

    @staticmethod
    def resolve_unit(unit: Unit, _info: Info) -> Unit:
        return unit

    @staticmethod
    async def resolve_contacts(unit: Unit, info: Info) -> list[UnitContact]:
        return await ContactsOfUnit.of(info.context).load(unit.pk) or []


class HandedOverType(graphene.ObjectType):
    """What hangs on a person in a unit, and how many of it."""

    class Meta:
        name = "HandedOver"

    label = graphene.String(required=True)
    count = graphene.Int(required=True)


class MemberMoveType(graphene.ObjectType):
    """人员调动: what moves, and what goes to the successor."""

    class Meta:
        name = "MemberMove"

    user_id = ID(required=True)
    name = graphene.String(required=True)
    from_unit = graphene.Field(UnitType, required=True)
    to_unit = graphene.Field(UnitType, required=True)
    roles = graphene.List(graphene.NonNull(RoleEnum), required=True)
    handed_over = graphene.List(graphene.NonNull(HandedOverType), required=True)
    done = graphene.Boolean(required=True, description="False: a dry run.")

    @staticmethod
    def resolve_user_id(move: MemberMove, _info: Info) -> Any:
        return move.user.pk

    @staticmethod
    def resolve_name(move: MemberMove, _info: Info) -> str:
        return move.user.name

    @staticmethod
    def resolve_handed_over(move: MemberMove, _info: Info) -> list[HandedOverType]:
        return [HandedOverType(label=label, count=n) for label, n in move.handed_over.items()]


class MovingType(graphene.ObjectType):
    """What one ending unit carries over."""

    class Meta:
        name = "UnitMoving"

    unit = graphene.Field(UnitType, required=True)
    open_cases = graphene.Int(required=True, description="In which it has an unfinished part.")
    in_hand = graphene.Int(required=True, description="Of them, those it has in hand.")
    people = graphene.Int(required=True)
    lower_units = graphene.Int(required=True)

    @staticmethod
    def resolve_unit(moving: Moving, _info: Info) -> Unit:
        return moving.unit


class MergerType(graphene.ObjectType):
    """单位撤并: which units end, and what moves to the one that takes over."""

    class Meta:
        name = "UnitMerger"

    into = graphene.Field(UnitType, description="Null in a dry run with a new unit.")
    into_name = graphene.String(required=True)
    moving = graphene.List(graphene.NonNull(MovingType), required=True)
    done = graphene.Boolean(required=True, description="False: a dry run.")

    @staticmethod
    def resolve_into(merger: Merger, _info: Info) -> Unit | None:
        return merger.into


ImportRunConnection = connection_of(ImportRunType)
UnitMemberConnection = connection_of(UnitMemberType)
UnitStaffingConnection = connection_of(UnitStaffingType)
