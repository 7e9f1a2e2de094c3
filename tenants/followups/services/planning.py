"""The plan of attempts: what a workspace begins with, and what its administrator changes."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from followups.access import require_administrator
from followups.defaults import RESULTS
from followups.errors import FollowUpError
from followups.models import AttemptResult, FollowUpPlan
from kernel.clock import now
from kernel.errors import DomainError
from people.actor import Actor
from tenancy.context import WorkspaceRef
from trail.recording import record


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How often to try, and when; bounds keep it a follow-up that deserves the name."""

    attempts: int
    days: int
    hours: int
    call_from: time
    call_until: time
    rating_wait_hours: int
    same_seat_never: bool

    def check(self) -> None:
        bounds = {
            "attempts": (1 <= self.attempts <= 10, "回访次数须为 1 到 10 次"),
            "days": (1 <= self.days <= self.attempts, "回访天数须不少于 1 天且不多于次数"),
            "hours": (1 <= self.hours <= self.attempts, "不同时段数须不少于 1 且不多于次数"),
            "callUntil": (self.call_from < self.call_until, "外呼结束时间须晚于开始时间"),
            "ratingWaitHours": (
                1 <= self.rating_wait_hours <= 240,
                "等待评价的时间须为 1 到 240 小时",
            ),
        }
        for field, (holds, message) in bounds.items():
            if not holds:
                raise DomainError(FollowUpError.PLAN_OUT_OF_RANGE, message, field=field)


def seed_follow_up_plan(ref: WorkspaceRef) -> None:
    """Give a workspace plan and results. What it has already is left as it is."""
    at = now()
    if not FollowUpPlan.objects.exists():
        FollowUpPlan.objects.create(valid_from=at)
    known = set(AttemptResult.objects.values_list("code", flat=True).distinct())
    AttemptResult.objects.bulk_create(
        AttemptResult(**each._asdict(), valid_from=at, position=position)
        for position, each in enumerate(RESULTS, 1)
        if each.code not in known
    )


def change_follow_up_plan(*, actor: Actor, plan: Plan) -> FollowUpPlan:
    """Try from now on by another plan; attempts made before keep counting."""
    require_administrator(actor)
    plan.check()
    with transaction.atomic():
        row = FollowUpPlan.objects.create(
            **vars(plan), valid_from=now(), changed_by=actor.user_id, changed_by_name=actor.name
        )
        record(
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb="follow_up_plan.change",
            object_kind="follow_up_plan",
            object_id=row.id,
        )
    return row
