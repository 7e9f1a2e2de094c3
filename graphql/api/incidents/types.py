"""Incidents and who called about them, as the API shows them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.incidents.loaders import (
    AnswersByIncident,
    AreasByIncident,
    CountsByIncident,
    ToldByContact,
)
from api.tickets.loaders import CallerById
from api.tickets.types import CallerType
from api.units.types import UnitType
from incidents.access import contacts_for, directs
from incidents.models import Incident, IncidentContact, IncidentState
from privacy.personal_text import reveal

IncidentStateEnum = enum_of(IncidentState, name="IncidentState", description="事件状态")
BY_TIME = Order(Key("at", datetime, descending=True), Key("id", UUID, descending=True))


class IncidentAnswerType(graphene.ObjectType):
    """What callers were told from some time on (统一口径)."""

    class Meta:
        name = "IncidentAnswer"

    version = graphene.Int(required=True)
    answer = graphene.String(required=True)
    expected_end = DateTime()
    ends = graphene.Boolean(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)


class IncidentContactType(graphene.ObjectType):
    """A citizen who called about an event; masked."""

    class Meta:
        name = "IncidentContact"

    id = ID(required=True)
    caller = graphene.Field(CallerType, required=True)
    at = DateTime(required=True)
    last_call_at = DateTime(required=True)
    calls = graphene.Int(required=True)
    agent_name = graphene.String(required=True)
    answer_version = graphene.Int(required=True, description="The newest answer said on the phone.")
    told_versions = graphene.List(
        graphene.NonNull(graphene.Int), required=True, description="Answers sent by message."
    )
    note = graphene.String(required=True)
    detached_at = DateTime()
    ticket_id = ID(description="The ticket of their other matter.")

    @staticmethod
    def resolve_note(contact: IncidentContact, _info: Info) -> str:
        return reveal(contact.note)

    @staticmethod
    async def resolve_caller(contact: IncidentContact, info: Info) -> Any:
        return await CallerById.of(info.context).load(contact.caller_id)

    @staticmethod
    async def resolve_told_versions(contact: IncidentContact, info: Info) -> Any:
        return await ToldByContact.of(info.context).load(contact.id)


IncidentContactConnection = connection_of(IncidentContactType)


class IncidentType(graphene.ObjectType):
    """An event about which many people call at once (突发事件卡)."""

    class Meta:
        name = "Incident"

    id = ID(required=True)
    title = graphene.String(required=True)
    category = graphene.String(required=True)
    state = IncidentStateEnum(required=True)
    version = graphene.Int(required=True, description="Send it back as `expectedVersion`.")
    answer = graphene.String(required=True, description="统一口径: what to tell a caller now.")
    expected_end = DateTime()
    opened_at = DateTime(required=True)
    opened_by_name = graphene.String(required=True)
    ended_at = DateTime()
    ticket_id = ID(description="The one work order of the event.")
    areas = graphene.List(graphene.NonNull(UnitType), required=True)
    answers = graphene.List(graphene.NonNull(IncidentAnswerType), required=True)
    citizens = graphene.Int(required=True, description="Attached now; each counts once.")
    detached = graphene.Int(required=True, description="Taken off because of another matter.")
    may_direct = graphene.Boolean(
        required=True, description="The person may change, end and link it."
    )
    contacts = connection_field(
        IncidentContactConnection,
        description="Who called, newest first: all for the office, their own for a seat.",
    )

    @staticmethod
    async def resolve_areas(incident: Incident, info: Info) -> Any:
        return await AreasByIncident.of(info.context).load(incident.id)

    @staticmethod
    async def resolve_answers(incident: Incident, info: Info) -> Any:
        return await AnswersByIncident.of(info.context).load(incident.id)

    @staticmethod
    async def resolve_citizens(incident: Incident, info: Info) -> int:
        counts = await CountsByIncident.of(info.context).load(incident.id)
        assert counts is not None
        return int(counts["citizens"])

    @staticmethod
    async def resolve_detached(incident: Incident, info: Info) -> int:
        counts = await CountsByIncident.of(info.context).load(incident.id)
        assert counts is not None
        return int(counts["detached"])

    @staticmethod
    def resolve_may_direct(incident: Incident, info: Info) -> bool:
        return incident.state == IncidentState.OPEN and directs(info.context.person)

    @staticmethod
    def resolve_contacts(
        incident: Incident, info: Info, first: int, after: str | None = None
    ) -> Page[IncidentContact]:
        found = contacts_for(info.context.person).filter(incident_id=incident.id)
        return page_of(found, order=BY_TIME, first=first, after=after)


IncidentConnection = connection_of(IncidentType)
