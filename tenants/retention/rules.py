"""Which rule counts, and when a period is over."""

import calendar
from datetime import datetime

from kernel.clock import LOCAL
from retention.models import Kept, RetentionRule


def rules_now(what: Kept = Kept.IDENTITY) -> dict[str, RetentionRule]:
    """Kind of request → its rule in the current workspace; blank is every other kind."""
    newest: dict[str, RetentionRule] = {}
    for row in RetentionRule.objects.filter(what=what).order_by("valid_from", "id"):
        newest[row.kind] = row
    return newest


def months_for(rules: dict[str, RetentionRule], kind: str) -> int | None:
    """How many months for a kind; None: no rule, kept for ever."""
    rule = rules.get(kind) or rules.get("")
    return rule.months if rule else None


def ends_at(closed_at: datetime, months: int) -> datetime:
    """The end of a period of months, on the same day of the month or the last there is."""
    local = closed_at.astimezone(LOCAL)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last))
