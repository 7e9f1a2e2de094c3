"""Reading runs, members and units without a person."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID
from api.onboarding.types import (
    ImportKindType,
    ImportRunConnection,
    UnitMemberConnection,
    UnitStaffingConnection,
)
from hierarchy.models import Unit
from onboarding.selectors import kinds_for, members_of, runs_for, units_lacking
from people.models import ContactDuty, Membership
from spreadsheets.kinds import ImportKind

NEWEST = Order(Key("at", datetime, descending=True), Key("id", UUID, descending=True))
BY_CODE = Order(Key("code", str))
BY_NAME = Order(Key("user__name", str), Key("id", UUID))


class Lacking(StrEnum):
    """Whom a unit lacks."""

    ANYBODY = "anybody"
    LEADER = "leader"
    HANDLER = "handler"


LackingEnum = enum_of(Lacking, name="Lacking", description="Whom a unit lacks.")
DUTIES = {
    Lacking.ANYBODY: list(ContactDuty),
    Lacking.LEADER: [ContactDuty.LEADER],
    Lacking.HANDLER: [ContactDuty.HANDLER],
}


class OnboardingQueries(graphene.ObjectType):
    import_kinds = graphene.List(
        graphene.NonNull(ImportKindType),
        required=True,
        description="The workbooks that the person may bring in here.",
    )
    import_runs = connection_field(
        ImportRunConnection,
        description="Workbooks applied in the person's area, newest first.",
        kind=graphene.String(required=True),
    )
    units_without_person = connection_field(
        UnitStaffingConnection,
        description="Units of the area that name nobody who is at work, by code.",
        lacking=LackingEnum(description="Without: neither leader nor handler."),
    )
    unit_members = connection_field(
        UnitMemberConnection,
        description="Who works in a unit that the person administers.",
        unit_id=ID(required=True),
    )

    @staticmethod
    def resolve_import_kinds(_root: None, info: Info) -> list[ImportKind[Any]]:
        return kinds_for(info.context.person)

    @staticmethod
    def resolve_import_runs(
        _root: None, info: Info, first: int, kind: str, after: str | None = None
    ) -> Page[Any]:
        found = runs_for(info.context.person, kind)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_units_without_person(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        lacking: Lacking | None = None,
    ) -> Page[Unit]:
        found = units_lacking(info.context.person, DUTIES[lacking or Lacking.ANYBODY])
        return page_of(found, order=BY_CODE, first=first, after=after)

    @staticmethod
    def resolve_unit_members(
        _root: None, info: Info, first: int, unit_id: UUID, after: str | None = None
    ) -> Page[Membership]:
        found = members_of(info.context.person, unit_id).select_related("user")
        shown = found.only("id", "role", "user_id", "user__name")
        return page_of(shown, order=BY_NAME, first=first, after=after)
