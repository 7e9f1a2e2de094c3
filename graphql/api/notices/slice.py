"""Notices: what the person's units must know."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.mutations import TypedMutation
from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at
from api.core.scalars import ID, DateTime
from api.units.loaders import UnitById
from api.units.types import UnitType
from notices.access import notices_for
from notices.kinds import NoticeKind
from notices.models import Notice
from notices.services.reading import mark_notice_read

NoticeKindEnum = enum_of(NoticeKind, name="NoticeKind", description="通知事由")


class NoticeType(graphene.ObjectType):
    """Something a unit must know of a ticket."""

    class Meta:
        name = "Notice"

    id = ID(required=True)
    at = DateTime(required=True)
    kind = NoticeKindEnum(required=True)
    count = graphene.Int(description="How often by now, of what is counted (chases).")
    unit = graphene.Field(UnitType, required=True)
    ticket_id = ID(required=True)
    number = graphene.String(required=True)
    title = graphene.String(required=True)
    read_at = DateTime()

    @staticmethod
    async def resolve_unit(notice: Notice, info: Info) -> Any:
        return await UnitById.of(info.context).load(notice.unit_id)

    @staticmethod
    def resolve_number(notice: Notice, _info: Info) -> str:
        return notice.ticket.number

    @staticmethod
    def resolve_title(notice: Notice, _info: Info) -> str:
        return notice.ticket.title


NoticeConnection = connection_of(NoticeType)
NEWEST = Order(Key("at", datetime, descending=True), Key("id", UUID, descending=True))


class NoticeQueries(graphene.ObjectType):
    notices = connection_field(
        NoticeConnection,
        description="Notices to the person's units, newest first.",
        unread=graphene.Boolean(description="Only those nobody has read."),
    )

    @staticmethod
    def resolve_notices(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        unread: bool | None = None,
    ) -> Page[Notice]:
        found = notices_for(info.context.person)
        if unread is not None:
            found = found.filter(read_at__isnull=unread)
        return page_of(found, order=NEWEST, first=first, after=after)


class MarkNoticeRead(TypedMutation):
    class Meta:
        description = "Note that somebody of the unit has read a notice; repeating changes nothing."
        idempotent = False

    class Arguments:
        notice_id = ID(required=True)

    notice = graphene.Field(NoticeType)

    @classmethod
    def perform(cls, info: Info, *, notice_id: UUID) -> "MarkNoticeRead":
        return cls(notice=mark_notice_read(actor=info.context.person, notice_id=notice_id))


class NoticeMutations(graphene.ObjectType):
    mark_notice_read = MarkNoticeRead.Field()


POLICY: Table = {
    "Query.notices": at(WORKSPACE, SIGNED_IN),
    "Mutation.markNoticeRead": at(WORKSPACE, SIGNED_IN),
    "Notice.*": WITH_PARENT,
}
