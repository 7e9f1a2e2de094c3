"""Erasing identities whose time is over. The archive itself stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from callers.services import erase_callers
from kernel.clock import now
from retention.models import RetentionRule
from retention.rules import ends_at, months_for, rules_now
from tenancy.context import WorkspaceRef, current, in_workspace, workspace_refs
from tickets.models import Ticket
from tickets.states import CLOSED, State

BATCH = 500


@dataclass(frozen=True)
class Erased:
    """What was found, or erased, in one workspace."""

    workspace: WorkspaceRef
    callers: int


def erase_due_identities(
    *, dry_run: bool = False, only: WorkspaceRef | None = None
) -> list[Erased]:
    """Erase names and numbers of callers all of whose requests were closed long enough ago.

    Each erasure is one entry of the trail. With `dry_run` only counts. In public context.
    """
    return [_erase_in(ref, dry_run) for ref in ([only] if only else workspace_refs())]


def _erase_in(ref: WorkspaceRef, dry_run: bool) -> Erased:
    with in_workspace(ref):
        due = list(_due(now()))
    if not dry_run:
        for start in range(0, len(due), BATCH):
            erase_callers(ref, due[start : start + BATCH])
    return Erased(ref, len(due))


def _due(at: datetime) -> Iterator[UUID]:
    """Callers with an identity, none of whose requests is open or within its period."""
    rules = rules_now()
    home = current()
    assert home is not None
    rows = (
        Ticket.objects.filter(caller__isnull=False, caller__erased_at__isnull=True)
        .order_by("caller_id")
        .values_list("caller_id", "kind", "state", "case__state__closed_at")
    )
    for caller_id, requests in groupby(rows.iterator(), key=lambda row: row[0]):
        if all(_is_over(rules, at, *each[1:]) for each in requests):
            yield caller_id


def _is_over(
    rules: dict[str, RetentionRule],
    at: datetime,
    kind: str,
    state: str,
    closed_at: datetime | None,
) -> bool:
    months = months_for(rules, kind)
    if months is None or closed_at is None or State(state) not in CLOSED:
        return False
    return ends_at(closed_at, months) <= at
