"""Keeping rosters, giving by the express line, and answering its calls."""

from datetime import time
from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, Date
from api.duties.types import DutyCallType, DutyShiftType
from api.tickets.mutations import NOTE, TicketMutation
from api.tickets.special_reports import SpecialReportInput, special_report_of
from api.tickets.types import TicketType
from duties.errors import DutyError
from duties.models import DutyCall
from duties.selectors import calls_of_tickets
from duties.services.acknowledging import acknowledge_express
from duties.services.expressing import express_ticket
from duties.services.first_results import record_first_result
from duties.services.rules import set_acknowledge_minutes
from duties.services.shifts import ShiftSpec, remove_duty_shift, write_duty_shift
from kernel.errors import DomainError
from tickets.models import Ticket


class ExpressTicket(TicketMutation):
    class Meta:
        description = (
            "Give the case straight to any open unit of the centre's area and call its duty person"
            " (直通车)."
        )
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        to_unit_id = ID(required=True)
        requirement = graphene.String(required=True, description=NOTE)
        special_report = SpecialReportInput(description="Needed by a 重特大 matter at its centre.")
        without_report_reason = graphene.String(
            description="A manager's reason to let it go without; at most 200 characters."
        )

    duty_calls = graphene.List(
        graphene.NonNull(DutyCallType),
        description="Whom it called; a basis other than ROSTER means that nobody was on duty.",
    )

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        given = {name: value for name, value in arguments.items() if value is not None}
        return express_ticket(**{"once": None, **special_report_of(given)})

    @staticmethod
    def resolve_duty_calls(payload: Any, _info: Info) -> list[DutyCall] | None:
        if payload.ticket is None:
            return None
        calls = calls_of_tickets([payload.ticket.id])[payload.ticket.id]
        latest = calls[-1].assignment_id if calls else None
        return [call for call in calls if call.assignment_id == latest]


class AcknowledgeExpress(TypedMutation):
    class Meta:
        description = (
            "Say that one is at an express giving: nobody else is called. It signs nothing;"
            " repeating it changes nothing."
        )
        idempotent = False

    class Arguments:
        assignment_id = ID(required=True)

    ticket = graphene.Field(TicketType)

    @classmethod
    def perform(cls, info: Info, *, assignment_id: UUID) -> "AcknowledgeExpress":
        actor = info.context.person
        return cls(ticket=acknowledge_express(actor=actor, assignment_id=assignment_id))


class RecordFirstResult(TicketMutation):
    class Meta:
        description = "Tell the giver of an express giving what was found and done at once."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        text = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return record_first_result(**arguments)


class WriteDutyShift(TypedMutation):
    class Meta:
        description = (
            "Put somebody on a roster, in the place of whoever stands there; the same again"
            " changes nothing."
        )
        idempotent = False

    class Arguments:
        unit_id = ID(required=True)
        user_id = ID(required=True)
        weekday = graphene.Int(description="0 Monday to 6 Sunday: every week. Or else `day`.")
        day = Date(description="One date; its shifts replace that day's weekly ones.")
        starts = graphene.String(required=True, description="HH:MM")
        ends = graphene.String(required=True, description="HH:MM; not after `starts`: next day.")
        order = graphene.Int(description="1 is called first.")
        valid_from = Date(description="First day of a weekly shift; today unless given.")
        phone = graphene.String(description="On which the person is called; kept encrypted.")

    shift = graphene.Field(DutyShiftType)

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        starts: str,
        ends: str,
        order: int | None = None,
        phone: str | None = None,
        **who_and_when: Any,
    ) -> "WriteDutyShift":
        spec = ShiftSpec(
            starts=_time(starts, field="starts"),
            ends=_time(ends, field="ends"),
            order=1 if order is None else order,
            phone=phone or "",
            **who_and_when,
        )
        return cls(shift=write_duty_shift(actor=info.context.person, spec=spec))


class RemoveDutyShift(TypedMutation):
    class Meta:
        description = "Take a shift off its roster from today on; repeating it changes nothing."
        idempotent = False

    class Arguments:
        shift_id = ID(required=True)

    shift = graphene.Field(DutyShiftType)

    @classmethod
    def perform(cls, info: Info, *, shift_id: UUID) -> "RemoveDutyShift":
        return cls(shift=remove_duty_shift(actor=info.context.person, shift_id=shift_id))


class SetDutyRule(TypedMutation):
    class Meta:
        description = "Change how long a call waits before the next one is called."
        idempotent = False

    class Arguments:
        minutes = graphene.Int(required=True, description="1 to 60.")

    minutes = graphene.Int()

    @classmethod
    def perform(cls, info: Info, *, minutes: int) -> "SetDutyRule":
        return cls(minutes=set_acknowledge_minutes(actor=info.context.person, minutes=minutes))


class DutyMutations(graphene.ObjectType):
    express_ticket = ExpressTicket.Field()
    acknowledge_express = AcknowledgeExpress.Field()
    record_first_result = RecordFirstResult.Field()
    write_duty_shift = WriteDutyShift.Field()
    remove_duty_shift = RemoveDutyShift.Field()
    set_duty_rule = SetDutyRule.Field()


def _time(text: str, *, field: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise DomainError(
            DutyError.SHIFT_TIME, "时间格式应为“时:分”，例如 08:30，请修改", field=field
        ) from None
