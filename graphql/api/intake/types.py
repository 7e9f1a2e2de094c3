"""Drafts and handovers, as the API shows them."""

from typing import Any

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.intake.loaders import DraftsByHandover
from api.units.loaders import UnitById
from api.units.types import UnitType
from intake.access import may_read
from intake.models import Draft, DraftState, ShiftHandover, ShiftHandoverState
from privacy.personal_text import reveal

DraftStateEnum = enum_of(DraftState, name="DraftState", description="草稿状态")
ShiftHandoverStateEnum = enum_of(
    ShiftHandoverState, name="ShiftHandoverState", description="交接班状态"
)


class ColleagueType(graphene.ObjectType):
    """Somebody who registers in the same unit."""

    class Meta:
        name = "Colleague"

    id = ID(required=True)
    name = graphene.String(required=True)


class DraftType(graphene.ObjectType):
    """An unfinished registration (草稿) and whose it is."""

    class Meta:
        name = "Draft"

    id = ID(required=True)
    unit = graphene.Field(UnitType, required=True)
    owner_name = graphene.String(required=True)
    owner_id = ID(required=True)
    state = DraftStateEnum(required=True)
    content = graphene.String(
        description="The console's JSON; only for its owner and whoever is asked to take it over."
    )
    revision = graphene.Int(required=True)
    started_at = DateTime(required=True)
    saved_at = DateTime(required=True)
    closed_at = DateTime()
    handover_id = ID(description="The handover in which it waits.")
    ticket_id = ID(description="What it became.")

    @staticmethod
    def resolve_content(draft: Draft, info: Info) -> str | None:
        return reveal(draft.content) if may_read(info.context.person, draft) else None

    @staticmethod
    async def resolve_unit(draft: Draft, info: Info) -> Any:
        return await UnitById.of(info.context).load(draft.unit_id)


class ShiftHandoverType(graphene.ObjectType):
    """One seat hands its drafts to another (交接班)."""

    class Meta:
        name = "ShiftHandover"

    id = ID(required=True)
    unit = graphene.Field(UnitType, required=True)
    from_user_id = ID(required=True)
    from_name = graphene.String(required=True)
    to_user_id = ID(required=True)
    to_name = graphene.String(required=True)
    state = ShiftHandoverStateEnum(required=True)
    note = graphene.String(description="Only for the two who hand over and take over.")
    reason = graphene.String(required=True, description="Why it was refused, or forced.")
    draft_count = graphene.Int(required=True)
    drafts = graphene.List(
        graphene.NonNull(DraftType), required=True, description="Those that wait in it now."
    )
    offered_at = DateTime(required=True)
    decided_at = DateTime()

    @staticmethod
    def resolve_note(handover: ShiftHandover, info: Info) -> str | None:
        two = {handover.from_user_id, handover.to_user_id}
        return reveal(handover.note) if info.context.person.user_id in two else None

    @staticmethod
    def resolve_reason(handover: ShiftHandover, _info: Info) -> str:
        return reveal(handover.reason)

    @staticmethod
    async def resolve_unit(handover: ShiftHandover, info: Info) -> Any:
        return await UnitById.of(info.context).load(handover.unit_id)

    @staticmethod
    async def resolve_drafts(handover: ShiftHandover, info: Info) -> Any:
        return await DraftsByHandover.of(info.context).load(handover.id)


DraftConnection = connection_of(DraftType)
ShiftHandoverConnection = connection_of(ShiftHandoverType)
