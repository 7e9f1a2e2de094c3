"""Following up, rating, and the plan of attempts."""

from datetime import time
from typing import Any

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, DateTime
from api.followups.types import FollowUpPlanType, SatisfactionEnum
from api.tickets.mutations import NOTE, TicketMutation
from followups.answers import Answers
from followups.errors import FollowUpError
from followups.models import Satisfaction
from followups.services.planning import Plan, change_follow_up_plan
from followups.services.rating import Rating, rate_request
from followups.services.recording import record_follow_up
from kernel.errors import DomainError
from telemetry.request import address_of
from tickets.models import Ticket

OF_THE_COMMAND = ("actor", "once", "ticket_id", "expected_version")


class RecordFollowUp(TicketMutation):
    class Meta:
        description = "Record one follow-up attempt (回访); what is unresolved goes back."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reached = graphene.Boolean(required=True)
        resolved = graphene.Boolean(description="Required once the citizen was reached.")
        satisfaction = SatisfactionEnum(
            description="With the unit; required once the citizen was reached."
        )
        opinion = graphene.String(description="The citizen's words. " + NOTE)
        result_code = graphene.String(
            description="One of `followUpResults`; left out, what `reached` says."
        )
        contacted_by_unit = graphene.Boolean(description="Did the unit contact the citizen?")
        resolved_partly = graphene.Boolean(description="With `resolved: false`: 部分解决.")
        hotline_satisfaction = SatisfactionEnum(description="With the hotline.")
        next_attempt_at = DateTime(description="When to try again; required for 约定再访.")
        unit_reason = graphene.String(description="What the unit is told on rework. " + NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        command = {name: arguments.pop(name) for name in OF_THE_COMMAND if name in arguments}
        said = {name: value for name, value in arguments.items() if value is not None}
        return record_follow_up(answers=Answers(**said), **command)


class RateRequest(TypedMutation):
    class Meta:
        description = "Rate a request as its citizen (群众评价); once for each reply."
        idempotent = False

    class Arguments:
        number = graphene.String(required=True)
        code = graphene.String(required=True, description="The six digits of the message.")
        resolved = graphene.Boolean(required=True)
        satisfaction = SatisfactionEnum(required=True, description="With the unit.")
        hotline_satisfaction = SatisfactionEnum(description="With the hotline.")
        opinion = graphene.String(description=NOTE)

    rated = graphene.Boolean(description="True once it was taken; null if refused.")

    @classmethod
    def perform(
        cls,
        info: Info,
        *,
        number: str,
        code: str,
        resolved: bool,
        satisfaction: Satisfaction,
        hotline_satisfaction: Satisfaction | None = None,
        opinion: str | None = None,
    ) -> Any:
        rating = Rating(
            number=number,
            code=code,
            resolved=resolved,
            satisfaction=satisfaction,
            hotline_satisfaction=hotline_satisfaction,
            opinion=opinion or "",
        )
        rate_request(rating=rating, address=address_of(info.context.request))
        return cls(rated=True)


class ChangeFollowUpPlan(TypedMutation):
    class Meta:
        description = "Try from now on by another plan."
        idempotent = False

    class Arguments:
        attempts = graphene.Int(required=True, description="1 to 10.")
        days = graphene.Int(required=True, description="Different days, at least.")
        hours = graphene.Int(required=True, description="Different hours, at least.")
        call_from = graphene.String(required=True, description="HH:MM")
        call_until = graphene.String(required=True, description="HH:MM")
        rating_wait_hours = graphene.Int(required=True, description="1 to 240.")
        same_seat_never = graphene.Boolean(required=True)

    plan = graphene.Field(FollowUpPlanType)

    @classmethod
    def perform(cls, info: Info, *, call_from: str, call_until: str, **numbers: Any) -> Any:
        plan = Plan(
            call_from=_time(call_from, "callFrom"),
            call_until=_time(call_until, "callUntil"),
            **numbers,
        )
        return cls(plan=change_follow_up_plan(actor=info.context.person, plan=plan))


def _time(text: str, field: str) -> time:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise DomainError(
            FollowUpError.PLAN_OUT_OF_RANGE, "时间请写作 HH:MM，例如 08:30", field=field
        )
    return moment


class FollowUpMutations(graphene.ObjectType):
    record_follow_up = RecordFollowUp.Field()
    rate_request = RateRequest.Field()
    change_follow_up_plan = ChangeFollowUpPlan.Field()
