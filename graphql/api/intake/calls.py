"""Calls without a ticket: recording, reading and counting them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds
from api.core.scalars import ID, DateTime
from api.tickets.enums import TicketChannel
from api.tickets.loaders import CallerById
from api.tickets.types import CallerType
from api.units.loaders import UnitById
from api.units.types import UnitType
from intake.access import CALLS, praises_seen
from intake.models import CallRecord, Praise
from intake.selectors import CallCount, call_counts, calls_between
from intake.services.calling import record_call
from tickets.idempotency import Once

NEWEST = Order(Key("at", datetime, descending=True), Key("id", UUID, descending=True))


class CallRecordType(graphene.ObjectType):
    """What came of a call that became no ticket."""

    class Meta:
        name = "CallRecord"

    id = ID(required=True)
    at = DateTime(required=True)
    unit = graphene.Field(UnitType, required=True)
    agent_id = ID(required=True)
    agent_name = graphene.String(required=True)
    result_code = graphene.String(required=True)
    result_name = graphene.String(required=True, description="As it was called that day.")
    spoken = graphene.Boolean(required=True, description="Somebody was served.")
    channel = TicketChannel(required=True)
    note = graphene.String(required=True, description="Screened.")
    caller = graphene.Field(CallerType, description="Masked; null if nobody was written down.")
    praised_unit = graphene.Field(UnitType)

    @staticmethod
    async def resolve_unit(call: CallRecord, info: Info) -> Any:
        return await UnitById.of(info.context).load(call.unit_id)

    @staticmethod
    async def resolve_caller(call: CallRecord, info: Info) -> Any:
        if call.caller_id is None:
            return None
        return await CallerById.of(info.context).load(call.caller_id)

    @staticmethod
    async def resolve_praised_unit(call: CallRecord, info: Info) -> Any:
        if call.praised_unit_id is None:
            return None
        return await UnitById.of(info.context).load(call.praised_unit_id)


class CallCountType(graphene.ObjectType):
    """How many calls came to one result."""

    class Meta:
        name = "CallCount"

    result_code = graphene.String(required=True)
    name = graphene.String(required=True)
    count = graphene.Int(required=True)
    spoken = graphene.Int(required=True, description="In how many of them somebody was served.")


class PraiseType(graphene.ObjectType):
    """Praise of a unit (表扬), without whoever gave it."""

    class Meta:
        name = "Praise"

    id = ID(required=True)
    at = DateTime(required=True)
    unit = graphene.Field(UnitType, required=True)
    text = graphene.String(required=True, description="Screened.")

    @staticmethod
    async def resolve_unit(praise: Praise, info: Info) -> Any:
        return await UnitById.of(info.context).load(praise.unit_id)


CallRecordConnection = connection_of(CallRecordType)
PraiseConnection = connection_of(PraiseType)


class CallQueries(graphene.ObjectType):
    calls = connection_field(
        CallRecordConnection,
        description="Calls without a ticket, newest first: the whole workspace's for the centre's"
        " people, else those of the person's units.",
        result_code=graphene.String(),
        since=DateTime(description="From then on."),
        until=DateTime(description="Before then."),
    )
    call_counts = graphene.List(
        graphene.NonNull(CallCountType),
        required=True,
        since=DateTime(description="From then on."),
        until=DateTime(description="Before then."),
        description="The same calls counted by result, in the city's order of results.",
    )
    praises = connection_field(
        PraiseConnection, description="Praise of the person's units, newest first."
    )

    @staticmethod
    def resolve_calls(
        _root: None, info: Info, first: int, after: str | None = None, **wanted: Any
    ) -> Page[CallRecord]:
        said = {name: value for name, value in wanted.items() if value is not None}
        found = calls_between(info.context.person, **said)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_call_counts(
        _root: None, info: Info, since: datetime | None = None, until: datetime | None = None
    ) -> list[CallCount]:
        return call_counts(info.context.person, since=since, until=until)

    @staticmethod
    def resolve_praises(
        _root: None, info: Info, first: int, after: str | None = None
    ) -> Page[Praise]:
        return page_of(praises_seen(info.context.person), order=NEWEST, first=first, after=after)


class RecordCall(TypedMutation):
    class Meta:
        description = "Note what came of a call that becomes no ticket (无声、骚扰、表扬 …)."

    class Arguments:
        result_code = graphene.String(required=True, description="One of `callResults`.")
        channel = TicketChannel(description="PHONE if not given.")
        note = graphene.String(
            description="At most 2,000 characters; needed where the result says `noteRequired`."
        )
        caller_name = graphene.String(description="Kept encrypted.")
        caller_phone = graphene.String(description="Kept encrypted.")
        praised_unit_id = ID(description="A unit of the city; only for `praise`. It is told.")
        unit_id = ID(description="Needed only by people who register for several units.")

    call = graphene.Field(CallRecordType)

    @classmethod
    def perform(
        cls, info: Info, *, idempotency_key: str | None = None, **arguments: Any
    ) -> "RecordCall":
        said = {name: value for name, value in arguments.items() if value is not None}
        once = Once.of(idempotency_key, cls.__name__, said)
        return cls(call=record_call(actor=info.context.person, once=once, **said))


class CallMutations(graphene.ObjectType):
    record_call = RecordCall.Field()


POLICY: Table = {
    "Query.calls": at(WORKSPACE, holds(*CALLS)),
    "Query.callCounts": at(WORKSPACE, holds(*CALLS)),
    "Query.praises": at(WORKSPACE, holds("read")),
    "Mutation.recordCall": at(WORKSPACE, holds("register")),
    "CallRecord.*": WITH_PARENT,
    "CallCount.*": WITH_PARENT,
    "Praise.*": WITH_PARENT,
}
