"""The reply desk (待答复): what waits, and what to write from."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID
from api.replies.types import ReplyDraftType
from api.tickets.queries import TicketConnection
from api.tickets.types import AssignmentType, TicketType
from replies.selectors import Material, materials_for, waiting_for_delivery, waiting_for_reply
from tickets.models import Ticket

MOST_URGENT = Order(Key("holder_due_at", datetime, nullable=True), Key("id", UUID))
LONGEST_WAITING = Order(Key("replied_at", datetime, nullable=True), Key("id", UUID))


class Desk(StrEnum):
    """Which part of the reply desk a list shows."""

    TO_REPLY = "to_reply"
    TO_DELIVER = "to_deliver"


DeskEnum = enum_of(
    Desk,
    name="ReplyDesk",
    description="TO_REPLY: 待答复, most urgent first. TO_DELIVER: answered, not yet proven.",
)


class ReplyMaterialType(graphene.ObjectType):
    """A ticket that a reply may answer, with all reports and drafts for the writer."""

    class Meta:
        name = "ReplyMaterial"

    ticket = graphene.Field(TicketType, required=True)
    reports = graphene.List(graphene.NonNull(AssignmentType), required=True)
    draft = graphene.Field(ReplyDraftType)


class ReplyQueries(graphene.ObjectType):
    reply_materials = graphene.List(
        graphene.NonNull(ReplyMaterialType),
        ticket_id=ID(required=True),
        description="Reports of leads and assists: of the ticket first, then of its other parts.",
    )
    reply_desk = connection_field(
        TicketConnection,
        description="What the person has to answer, or to prove delivered.",
        desk=DeskEnum(description="TO_REPLY if left out."),
    )

    @staticmethod
    def resolve_reply_materials(_root: None, info: Info, ticket_id: UUID) -> list[Material]:
        return materials_for(info.context.person, ticket_id)

    @staticmethod
    def resolve_reply_desk(
        _root: None, info: Info, first: int, after: str | None = None, desk: Desk | None = None
    ) -> Page[Ticket]:
        person = info.context.person
        if desk == Desk.TO_DELIVER:
            found, order = waiting_for_delivery(person), LONGEST_WAITING
        else:
            found, order = waiting_for_reply(person), MOST_URGENT
        return page_of(found, order=order, first=first, after=after)
