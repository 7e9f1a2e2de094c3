"""Follow-ups, results of calls and the plan of attempts, as the API shows them."""

from datetime import time
from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import DateTime
from followups.models import Conclusion, FollowUp, FollowUpPlan, Satisfaction, Source

SatisfactionEnum = enum_of(Satisfaction, name="Satisfaction", description="满意度")
FollowUpSourceEnum = enum_of(Source, name="FollowUpSource", description="回访方式")
ConclusionEnum = enum_of(Conclusion, name="FollowUpConclusion", description="回访结论")


class FollowUpType(graphene.ObjectType):
    """One follow-up attempt. Each answer is a fact of its own; null means: not asked or said."""

    class Meta:
        name = "FollowUp"

    attempt = graphene.Int(required=True)
    at = DateTime(required=True)
    source = FollowUpSourceEnum(required=True)
    result_code = graphene.String(required=True)
    reached = graphene.Boolean(required=True)
    contacted_by_unit = graphene.Boolean()
    resolved = graphene.Boolean()
    resolved_partly = graphene.Boolean(required=True)
    satisfaction = SatisfactionEnum(description="With the unit.")
    hotline_satisfaction = SatisfactionEnum(description="With the hotline.")
    opinion = graphene.String(required=True)
    unit_reason = graphene.String(required=True, description="What the unit was told.")
    next_attempt_at = DateTime()
    conclusion = ConclusionEnum(description="Set by the attempt that ended the follow-up.")
    actor_name = graphene.String(required=True)

    @staticmethod
    def resolve_satisfaction(follow_up: FollowUp, _info: Info) -> str | None:
        return follow_up.satisfaction or None

    @staticmethod
    def resolve_hotline_satisfaction(follow_up: FollowUp, _info: Info) -> str | None:
        return follow_up.hotline_satisfaction or None

    @staticmethod
    def resolve_conclusion(follow_up: FollowUp, _info: Info) -> str | None:
        return follow_up.conclusion or None


class FollowUpResultType(graphene.ObjectType):
    """What can come of a call to the citizen (回访结果)."""

    class Meta:
        name = "FollowUpResult"

    code = graphene.String(required=True)
    label = graphene.String(required=True)
    reached = graphene.Boolean(required=True)
    refused = graphene.Boolean(required=True)
    appointed = graphene.Boolean(required=True, description="Needs `nextAttemptAt`.")


class FollowUpPlanType(graphene.ObjectType):
    """How often to try before it counts as 未联系上."""

    class Meta:
        name = "FollowUpPlan"

    attempts = graphene.Int(required=True)
    days = graphene.Int(required=True)
    hours = graphene.Int(required=True)
    call_from = graphene.String(required=True, description="HH:MM")
    call_until = graphene.String(required=True, description="HH:MM")
    rating_wait_hours = graphene.Int(required=True)
    same_seat_never = graphene.Boolean(required=True)
    changed_by_name = graphene.String(required=True)
    valid_from = DateTime(required=True)

    @staticmethod
    def resolve_call_from(plan: FollowUpPlan, _info: Info) -> str:
        return _spelled(plan.call_from)

    @staticmethod
    def resolve_call_until(plan: FollowUpPlan, _info: Info) -> str:
        return _spelled(plan.call_until)


def _spelled(moment: Any) -> str:
    assert isinstance(moment, time)
    return moment.strftime("%H:%M")
