"""Cases and the chain of custody, as the API shows them."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.scalars import ID, DateTime
from api.people.loaders import WorkspaceById
from api.people.types import WorkspaceType
from api.tickets import enums
from api.tickets.loaders import (
    HandoffsByCase,
    TicketByCase,
)
from api.units.loaders import UnitById
from api.units.types import UnitType
from custody.models import CaseState, Handoff
from tenancy.context import WorkspaceRef


async def unit(info: Info, unit_id: UUID | None) -> Any:
    return await UnitById.of(info.context).load(unit_id) if unit_id else None


async def workspace(info: Info, workspace_id: UUID | None) -> WorkspaceRef | None:
    return await WorkspaceById.of(info.context).load(workspace_id) if workspace_id else None


class HandoffType(graphene.ObjectType):
    """One link of the chain of custody (交接)."""

    class Meta:
        name = "Handoff"

    seq = graphene.Int(required=True)
    kind = enums.HandoffKindEnum(required=True)
    at = DateTime(required=True)
    from_unit = graphene.Field(UnitType)
    to_unit = graphene.Field(UnitType, required=True)
    from_workspace = graphene.Field(WorkspaceType)
    to_workspace = graphene.Field(WorkspaceType, required=True)

    @staticmethod
    async def resolve_from_unit(handoff: Handoff, info: Info) -> Any:
        return await unit(info, handoff.from_unit_id)

    @staticmethod
    async def resolve_to_unit(handoff: Handoff, info: Info) -> Any:
        return await unit(info, handoff.to_unit_id)

    @staticmethod
    async def resolve_from_workspace(handoff: Handoff, info: Info) -> Any:
        return await workspace(info, handoff.from_workspace_id)

    @staticmethod
    async def resolve_to_workspace(handoff: Handoff, info: Info) -> Any:
        return await workspace(info, handoff.to_workspace_id)


class CaseFields:
    """What case and chain of custody have in common; the root is a CaseState."""

    number = graphene.String(required=True)
    state = enums.TicketState(required=True, description="The state of whoever holds it.")
    version = graphene.Int(required=True)
    level = graphene.Int(required=True, description="1 city, 2 county, 3 township, 4 village")
    holder = graphene.Field(UnitType, description="Who has it in hand; null once it is closed.")
    holder_workspace = graphene.Field(WorkspaceType)
    opened_at = DateTime(required=True)
    closed_at = DateTime()

    @staticmethod
    def resolve_number(state: CaseState, _info: Info) -> str:
        return state.case.number

    @staticmethod
    async def resolve_holder(state: CaseState, info: Info) -> Any:
        return await unit(info, state.holder_unit_id)

    @staticmethod
    async def resolve_holder_workspace(state: CaseState, info: Info) -> Any:
        return await workspace(info, state.holder_workspace_id)


class CustodyType(CaseFields, graphene.ObjectType):
    """The chain of custody of a case, over all levels and workspaces."""

    class Meta:
        name = "Custody"

    handoffs = graphene.List(graphene.NonNull(HandoffType), required=True)

    @staticmethod
    async def resolve_handoffs(state: CaseState, info: Info) -> Any:
        return await HandoffsByCase.of(info.context).load(state.case_id)


class CaseType(CaseFields, graphene.ObjectType):
    """The public record of a request: no personal data, no free text of other workspaces."""

    class Meta:
        name = "Case"

    title = graphene.String(description="Where this workspace has a copy the person may see.")
    ticket_id = ID(description="That copy.")
    kind = enums.TicketKind(required=True)
    category = graphene.String(required=True)
    urgency = enums.TicketUrgency(required=True)
    due_at = DateTime()
    origin_workspace = graphene.Field(WorkspaceType, required=True)
    rework_count = graphene.Int(required=True)

    @staticmethod
    async def resolve_title(state: CaseState, info: Info) -> str | None:
        ticket = await TicketByCase.of(info.context).load(state.case_id)
        return ticket.title if ticket else None

    @staticmethod
    async def resolve_ticket_id(state: CaseState, info: Info) -> UUID | None:
        ticket = await TicketByCase.of(info.context).load(state.case_id)
        return ticket.id if ticket else None

    @staticmethod
    async def resolve_origin_workspace(state: CaseState, info: Info) -> Any:
        return await workspace(info, state.origin_workspace_id)
