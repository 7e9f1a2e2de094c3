"""Duty and its calls as the API shows them."""

from datetime import datetime
from typing import Any

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, Date, DateTime
from api.duties.loaders import NameOfUser, SignedAtByAssignment
from api.units.loaders import UnitById
from api.units.types import UnitType
from duties.models import Basis, CallState, DutyCall, DutyShift

DutyBasis = enum_of(Basis, name="DutyBasis", description="为何呼叫此人")
DutyCallState = enum_of(CallState, name="DutyCallState", description="呼叫状态")


class DutyPersonType(graphene.ObjectType):
    """Somebody who answers for a unit at a moment, in the order in which they are called."""

    class Meta:
        name = "DutyPerson"

    user_id = ID(required=True)
    name = graphene.String(required=True)
    basis = DutyBasis(required=True)
    until = DateTime(description="The end of the duty; null if not from the roster.")


class DutyShiftType(graphene.ObjectType):
    """A shift of a roster: every week on a weekday, or on one date."""

    class Meta:
        name = "DutyShift"

    id = ID(required=True)
    unit = graphene.Field(UnitType, required=True)
    user_id = ID(required=True)
    name = graphene.String(required=True)
    weekday = graphene.Int(description="0 Monday to 6 Sunday; null on a dated shift.")
    day = Date(description="Null on a weekly shift.")
    starts = graphene.String(required=True, description="HH:MM")
    ends = graphene.String(required=True, description="HH:MM; not after `starts`: the next day.")
    order = graphene.Int(required=True, description="1 is called first.")
    valid_from = Date(required=True)

    @staticmethod
    async def resolve_unit(shift: DutyShift, info: Info) -> Any:
        return await UnitById.of(info.context).load(shift.unit_id)

    @staticmethod
    async def resolve_name(shift: DutyShift, info: Info) -> str | None:
        return await NameOfUser.of(info.context).load(shift.user_id)

    @staticmethod
    def resolve_starts(shift: DutyShift, _info: Info) -> str:
        return f"{shift.starts:%H:%M}"

    @staticmethod
    def resolve_ends(shift: DutyShift, _info: Info) -> str:
        return f"{shift.ends:%H:%M}"


DutyShiftConnection = connection_of(DutyShiftType)


class RosterGapType(graphene.ObjectType):
    """A time in which a unit has nobody on duty."""

    class Meta:
        name = "RosterGap"

    unit = graphene.Field(UnitType, required=True)
    start = DateTime(required=True)
    end = DateTime(required=True)
    is_empty = graphene.Boolean(required=True, description="The unit has no roster at all.")


class DutyCallType(graphene.ObjectType):
    """One call of an express giving: whom, when, until when to acknowledge, and what came of it."""

    class Meta:
        name = "DutyCall"

    id = ID(required=True)
    assignment_id = ID(required=True)
    position = graphene.Int(required=True)
    unit = graphene.Field(UnitType, required=True)
    user_name = graphene.String(required=True)
    basis = DutyBasis(required=True)
    climbed = graphene.Int(required=True, description="Levels above the receiver; 0: its own.")
    state = DutyCallState(required=True)
    called_at = DateTime(required=True)
    acknowledge_by = DateTime(required=True)
    acknowledged_at = DateTime()
    acknowledged_by_name = graphene.String(required=True)

    @staticmethod
    async def resolve_unit(call: DutyCall, info: Info) -> Any:
        return await UnitById.of(info.context).load(call.unit_id)

    @staticmethod
    async def resolve_state(call: DutyCall, info: Info) -> str:
        # Signing acknowledges at once; the row follows with the next sweep.
        if call.state == CallState.WAITING and await _signed_at(call, info) is not None:
            return CallState.ACKNOWLEDGED
        return call.state

    @staticmethod
    async def resolve_acknowledged_at(call: DutyCall, info: Info) -> datetime | None:
        if call.state == CallState.WAITING:
            return await _signed_at(call, info)
        return call.acknowledged_at


async def _signed_at(call: DutyCall, info: Info) -> datetime | None:
    return await SignedAtByAssignment.of(info.context).load(call.assignment_id)
