"""Findings, as fields of what was reported on."""

import graphene

from api.checkups.types import FindingsByAssignment, FindingType
from api.core.context import Info
from checkups.findings import Finding
from tickets.models import Assignment, Ticket


class AssignmentFindings:
    """`findings` of a giving."""

    findings = graphene.List(
        graphene.NonNull(FindingType),
        required=True,
        description="What the check-up found in the last report (办结体检).",
    )

    # The root is an Assignment, or the Ticket that arrived by one kept in another workspace.
    @staticmethod
    async def resolve_findings(giving: Assignment | Ticket, info: Info) -> list[Finding]:
        assignment_id = giving.id if isinstance(giving, Assignment) else giving.assignment_id
        if assignment_id is None or giving.reported_at is None:
            return []
        return await FindingsByAssignment.of(info.context).load(assignment_id) or []
