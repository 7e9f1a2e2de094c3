"""The plan of attempts: what counts, when to try again, when it is enough."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from followups.models import AttemptResult, FollowUpPlan
from kernel.clock import LOCAL


def plan_now() -> FollowUpPlan:
    """The plan in force in the current workspace; works under the custody role too."""
    newest = FollowUpPlan.objects.order_by("-valid_from", "-id").first()
    if newest is None:
        raise LookupError("this workspace was never given a plan of follow-ups")
    return newest


def results_now() -> list[AttemptResult]:
    """The results of calls in force, in their order."""
    newest: dict[str, AttemptResult] = {}
    for row in AttemptResult.objects.order_by("valid_from", "id"):
        newest[row.code] = row
    found = [row for row in newest.values() if not row.retired]
    return sorted(found, key=lambda row: row.position)


def is_enough(plan: FollowUpPlan, tried: Iterable[datetime]) -> bool:
    """Whether so many attempts, on so many days and at so many different hours, were made."""
    local = [at.astimezone(LOCAL) for at in tried]
    return (
        len(local) >= plan.attempts
        and len({at.date() for at in local}) >= plan.days
        and len({at.hour for at in local}) >= plan.hours
    )


def next_attempt(plan: FollowUpPlan, at: datetime, wait: timedelta) -> datetime:
    """When to try again: after the wait, within the hours in which people are called."""
    local = (at + wait).astimezone(LOCAL)
    if local.time() >= plan.call_until:
        local += timedelta(days=1)
    elif local.time() >= plan.call_from:
        return local
    first = plan.call_from
    return local.replace(hour=first.hour, minute=first.minute, second=0, microsecond=0)
