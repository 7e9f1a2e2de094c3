"""Keeping a check-up with its report, inside the transaction that reports."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from checkups.findings import Finding, ReportFacts
from checkups.models import ReportCheck
from custody.session import Session
from kernel.ids import uuid7
from tenancy.context import WorkspaceRef


def keep_check(
    session: Session,
    ref: WorkspaceRef,
    *,
    ticket_id: UUID,
    assignment_id: UUID,
    unit_id: UUID,
    number: str,
    facts: ReportFacts,
    findings: Iterable[Finding],
) -> None:
    """Write a report and its findings in one workspace."""
    with session.in_workspace(ref):
        ReportCheck.objects.create(
            id=uuid7(),
            ticket_id=ticket_id,
            assignment_id=assignment_id,
            number=number,
            unit_id=unit_id,
            at=session.at,
            report=facts.report,
            reply_draft=facts.reply_draft,
            findings=[_plain(each) for each in findings],
        )


def _plain(finding: Finding) -> dict[str, object]:
    told = asdict(finding)
    told["attachment_id"] = str(finding.attachment_id) if finding.attachment_id else None
    return told
