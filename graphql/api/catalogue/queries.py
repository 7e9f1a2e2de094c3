"""Reading the catalogue of the workspace."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import graphene

from api.catalogue.types import (
    CatalogueConnection,
    DispatchAdviceType,
    PrecedentConnection,
    ReplySkeletonType,
)
from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.scalars import ID, Date
from catalogue.models import CatalogueRow, Precedent, ReplySkeleton
from catalogue.selectors import precedents, rules_where, skeleton_for, skeletons
from kernel.text import clean_line
from tickets.advising import TicketAdvice, advice_on

BY_CATEGORY = Order(Key("category", str), Key("id", UUID))
NEWEST = Order(Key("decided_at", datetime, descending=True), Key("id", UUID, descending=True))
SEARCH_LIMIT = 60


class CatalogueFilter(graphene.InputObjectType):
    """Which rows a list shows; all conditions hold together."""

    category = graphene.String(description="The start of the code.")
    area_unit_id = ID()
    unit_id = ID(description="Led or assisted by this unit.")
    search = graphene.String(description="Category by name, pinyin or code; texts; the lead.")
    on = Date(description="In force on this day; today if none is given.")
    ended = graphene.Boolean(description="True: all versions, past ones as well.")


class PrecedentFilter(graphene.InputObjectType):
    """Which rulings a list shows; all conditions hold together."""

    category = graphene.String(description="The start of the code.")
    unit_id = ID(description="Found competent or not competent.")


class CatalogueQueries(graphene.ObjectType):
    dispatch_advice = graphene.Field(
        DispatchAdviceType,
        ticket_id=ID(required=True),
        description="What the catalogue says of dispatching a ticket.",
    )
    catalogue = connection_field(
        CatalogueConnection,
        description="Rows of this workspace's catalogue, by category.",
        where=CatalogueFilter(),
    )
    precedents = connection_field(
        PrecedentConnection,
        description="Rulings on who is competent, newest first.",
        where=PrecedentFilter(),
    )
    reply_skeletons = graphene.List(
        graphene.NonNull(ReplySkeletonType),
        required=True,
        category=graphene.String(description="The one for this category: none or one."),
        on=Date(description="A day; today if none is given."),
        description="What replies begin with, by category.",
    )

    @staticmethod
    def resolve_dispatch_advice(_root: None, info: Info, ticket_id: UUID) -> TicketAdvice:
        return advice_on(info.context.person, ticket_id)

    @staticmethod
    def resolve_catalogue(
        _root: None,
        _info: Info,
        first: int,
        after: str | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[CatalogueRow]:
        where = where or {}
        found = rules_where(
            category=where.get("category") or "",
            area_id=where.get("area_unit_id"),
            unit_id=where.get("unit_id"),
            search=clean_line(
                where.get("search") or "", field="where.search", limit=SEARCH_LIMIT, required=False
            ),
            on=where.get("on"),
            ended=bool(where.get("ended")),
        )
        return page_of(found, order=BY_CATEGORY, first=first, after=after)

    @staticmethod
    def resolve_precedents(
        _root: None,
        _info: Info,
        first: int,
        after: str | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[Precedent]:
        where = where or {}
        found = precedents(category=where.get("category") or "", unit_id=where.get("unit_id"))
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_reply_skeletons(
        _root: None, _info: Info, category: str | None = None, on: date | None = None
    ) -> list[ReplySkeleton]:
        if category is None:
            return skeletons(on=on)
        found = skeleton_for(category, on=on)
        return [found] if found else []
