"""Reading incidents."""

from datetime import datetime
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.incidents.types import IncidentConnection, IncidentStateEnum, IncidentType
from incidents.access import incident_for, incidents_for
from incidents.models import Incident, IncidentState
from incidents.selectors import candidates_for

NEWEST = Order(Key("opened_at", datetime, descending=True), Key("id", UUID, descending=True))


class IncidentQueries(graphene.ObjectType):
    incident = graphene.Field(IncidentType, incident_id=ID(required=True), description="One event.")
    incidents = connection_field(
        IncidentConnection,
        description="Events of this workspace, newest first.",
        state=IncidentStateEnum(),
    )
    open_incidents = graphene.List(
        graphene.NonNull(IncidentType),
        required=True,
        area_unit_id=ID(),
        category=graphene.String(),
        description="Open events that a call from an area may be about, nearest first; at most 20.",
    )

    @staticmethod
    def resolve_incident(_root: None, info: Info, incident_id: UUID) -> Incident:
        return incident_for(info.context.person, incident_id)

    @staticmethod
    def resolve_incidents(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        state: IncidentState | None = None,
    ) -> Page[Incident]:
        found = incidents_for(info.context.person)
        if state is not None:
            found = found.filter(state=state)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_open_incidents(
        _root: None, info: Info, area_unit_id: UUID | None = None, category: str | None = None
    ) -> list[Incident]:
        return candidates_for(
            actor=info.context.person, area_unit_id=area_unit_id, category=category or ""
        )
