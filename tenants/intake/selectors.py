"""Counting calls without a ticket."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from intake.access import calls_seen
from intake.models import CallRecord
from people.actor import Actor
from taxonomy.selectors import call_results


@dataclass(frozen=True)
class CallCount:
    """How many calls came to one result; `spoken`: in how many of them somebody was served."""

    result_code: str
    name: str
    count: int
    spoken: int


def calls_between(
    actor: Actor,
    *,
    result_code: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[CallRecord]:
    """Calls the actor may see, from `since` up to but not including `until`."""
    wanted = Q()
    if result_code:
        wanted &= Q(result_code=result_code)
    if since is not None:
        wanted &= Q(at__gte=since)
    if until is not None:
        wanted &= Q(at__lt=until)
    return calls_seen(actor).filter(wanted)


def call_counts(
    actor: Actor, *, since: datetime | None = None, until: datetime | None = None
) -> list[CallCount]:
    """Counts by result: today's results in the city's order, none left out, then retired ones
    that had calls, under the last name they had.
    """
    calls = calls_between(actor, since=since, until=until)
    rows = calls.values("result_code").annotate(
        number=Count("id"), served=Count("id", filter=Q(spoken=True))
    )
    counted = {row["result_code"]: row for row in rows}
    names = {result.code: result.name for result in call_results()}
    for code in sorted(counted.keys() - names.keys()):
        named = calls.filter(result_code=code).order_by("-at", "-id")
        names[code] = named.values_list("result_name", flat=True)[0]
    return [
        CallCount(
            code,
            name,
            counted[code]["number"] if code in counted else 0,
            counted[code]["served"] if code in counted else 0,
        )
        for code, name in names.items()
    ]
