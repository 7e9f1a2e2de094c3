"""Reading drafts and handovers."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.intake.calls import CallQueries
from api.intake.types import (
    ColleagueType,
    DraftConnection,
    DraftType,
    ShiftHandoverConnection,
    ShiftHandoverStateEnum,
)
from intake.access import draft_of, drafts_of, handovers_seen, open_drafts_directed
from intake.models import Draft, DraftState, ShiftHandover, ShiftHandoverState
from people.selectors import people_with
from tickets.services.registering import registering_unit

OLDEST = Order(Key("started_at", datetime), Key("id", UUID))
NEWEST = Order(Key("offered_at", datetime, descending=True), Key("id", UUID, descending=True))


class IntakeQueries(CallQueries, graphene.ObjectType):
    drafts = connection_field(
        DraftConnection, description="The person's unfinished drafts, oldest first."
    )
    draft = graphene.Field(
        DraftType, draft_id=ID(required=True), description="One draft of the person."
    )
    open_drafts = connection_field(
        DraftConnection,
        description="Unfinished drafts of the units the person directs: whose and since when,"
        " not what; oldest first.",
        unit_id=ID(),
    )
    shift_handovers = connection_field(
        ShiftHandoverConnection,
        description="Handovers from and to the person or in the units they direct, newest first.",
        state=ShiftHandoverStateEnum(),
    )
    colleagues = graphene.List(
        graphene.NonNull(ColleagueType),
        required=True,
        unit_id=ID(description="Needed only by people who register for several units."),
        description="Whom the person's drafts can be handed to.",
    )

    @staticmethod
    def resolve_drafts(
        _root: None, info: Info, first: int, after: str | None = None
    ) -> Page[Draft]:
        mine = drafts_of(info.context.person).filter(state=DraftState.OPEN)
        return page_of(mine, order=OLDEST, first=first, after=after)

    @staticmethod
    def resolve_draft(_root: None, info: Info, draft_id: UUID) -> Draft:
        return draft_of(info.context.person, draft_id)

    @staticmethod
    def resolve_open_drafts(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        unit_id: UUID | None = None,
    ) -> Page[Draft]:
        found = open_drafts_directed(info.context.person).select_related("handover")
        if unit_id is not None:
            found = found.filter(unit_id=unit_id)
        return page_of(found, order=OLDEST, first=first, after=after)

    @staticmethod
    def resolve_shift_handovers(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        state: ShiftHandoverState | None = None,
    ) -> Page[ShiftHandover]:
        found = handovers_seen(info.context.person)
        if state is not None:
            found = found.filter(state=state)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_colleagues(_root: None, info: Info, unit_id: UUID | None = None) -> list[Any]:
        actor = info.context.person
        found = people_with("register", registering_unit(actor, unit_id).id)
        return list(found.exclude(pk=actor.user_id))
