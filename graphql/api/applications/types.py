"""Applications and disputes as the API shows them."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.tickets.enums import ReturnReasonEnum
from api.units.loaders import UnitById
from api.units.types import UnitType
from applications.models import Application, Dispute

ApplicationKind = enum_of(Application.Kind, name="ApplicationKind", description="申请种类")
ApplicationState = enum_of(Application.State, name="ApplicationState", description="审批结果")
DisputeState = enum_of(Dispute.State, name="DisputeState", description="争议裁定结果")


async def _unit(info: Info, unit_id: UUID | None) -> Any:
    return await UnitById.of(info.context).load(unit_id) if unit_id else None


class ApplicationType(graphene.ObjectType):
    """A unit asks for more time or a pause (延期、挂账)."""

    class Meta:
        name = "Application"

    id = ID(required=True)
    kind = ApplicationKind(required=True)
    state = ApplicationState(required=True)
    ticket_id = ID(required=True)
    assignment_id = ID()
    number = graphene.String(required=True)
    title = graphene.String(required=True)
    from_unit = graphene.Field(UnitType, required=True)
    to_unit = graphene.Field(UnitType, required=True, description="Who decides.")
    working_days = graphene.Int()
    hours = graphene.Int()
    until = DateTime()
    reason = graphene.String(required=True)
    asked_at = DateTime(required=True)
    asked_by_name = graphene.String(required=True)
    decided_at = DateTime()
    decided_by_name = graphene.String(required=True)
    granted_until = DateTime(description="The new due time, or the end of the pause.")
    note = graphene.String(required=True)

    @staticmethod
    def resolve_number(application: Application, _info: Info) -> str:
        return application.ticket.number

    @staticmethod
    def resolve_title(application: Application, _info: Info) -> str:
        return application.ticket.title

    @staticmethod
    async def resolve_from_unit(application: Application, info: Info) -> Any:
        return await _unit(info, application.from_unit_id)

    @staticmethod
    async def resolve_to_unit(application: Application, info: Info) -> Any:
        return await _unit(info, application.to_unit_id)


class DisputeType(graphene.ObjectType):
    """A unit does not accept that its return was refused (争议)."""

    class Meta:
        name = "Dispute"

    id = ID(required=True)
    state = DisputeState(required=True)
    number = graphene.String(required=True)
    title = graphene.String(required=True)
    assignment_id = ID(required=True)
    receiver_unit = graphene.Field(UnitType, required=True)
    giver_unit = graphene.Field(UnitType, required=True)
    arbiter_unit = graphene.Field(UnitType, required=True)
    return_reason = ReturnReasonEnum(required=True)
    reason = graphene.String(required=True)
    legal_basis = graphene.String(required=True)
    raised_at = DateTime(required=True)
    raised_by_name = graphene.String(required=True)
    decided_at = DateTime()
    decided_by_name = graphene.String(required=True)
    competent_unit = graphene.Field(UnitType)
    note = graphene.String(required=True)

    @staticmethod
    async def resolve_receiver_unit(dispute: Dispute, info: Info) -> Any:
        return await _unit(info, dispute.receiver_unit_id)

    @staticmethod
    async def resolve_giver_unit(dispute: Dispute, info: Info) -> Any:
        return await _unit(info, dispute.giver_unit_id)

    @staticmethod
    async def resolve_arbiter_unit(dispute: Dispute, info: Info) -> Any:
        return await _unit(info, dispute.arbiter_unit_id)

    @staticmethod
    async def resolve_competent_unit(dispute: Dispute, info: Info) -> Any:
        return await _unit(info, dispute.competent_unit_id)
