"""Reads of check-ups, for code that has already let its person to the ticket."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from checkups.findings import Earlier, Finding, FindingCode, Severity, Where
from checkups.models import ReportCheck

# How many of a unit's earlier replies a new one is compared with.
COMPARED = 100


def earlier_replies(unit_id: UUID, *, besides: str) -> tuple[Earlier, ...]:
    """What a unit answered last in this workspace, newest first, the case `besides` left out."""
    rows = ReportCheck.objects.filter(unit_id=unit_id).exclude(number=besides).order_by("-id")
    told = rows.values_list("number", "reply_draft")[:COMPARED]
    return tuple(Earlier(number=number, text=text) for number, text in told)


def findings_of(assignment_ids: Collection[UUID]) -> Mapping[UUID, list[Finding]]:
    """The findings on the last report of several givings."""
    latest = (
        ReportCheck.objects.filter(assignment_id__in=list(assignment_ids))
        .order_by("assignment_id", "-id")
        .distinct("assignment_id")
    )
    return {each.assignment_id: [_finding(told) for told in each.findings] for each in latest}


def _finding(told: Mapping[str, Any]) -> Finding:
    attachment_id = told["attachment_id"]
    return Finding(
        code=FindingCode(told["code"]),
        severity=Severity(told["severity"]),
        where=Where(told["where"]),
        quote=told["quote"],
        start=told["start"],
        end=told["end"],
        advice=told["advice"],
        attachment_id=UUID(attachment_id) if attachment_id else None,
        number=told["number"],
    )
