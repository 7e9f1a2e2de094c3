"""Checking a report before it leaves the unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import graphene

from api.checkups.types import FindingType
from api.core.context import Info
from api.core.scalars import ID, DateTime
from checkups.findings import Finding
from tickets.checking import check_report


@dataclass(frozen=True)
class Checkup:
    """What `checkReport` answers."""

    findings: tuple[Finding, ...]
    blocked: bool
    skeleton: str


class CheckupType(graphene.ObjectType):
    """A report checked before it is sent."""

    class Meta:
        name = "ReportCheckup"

    findings = graphene.List(graphene.NonNull(FindingType), required=True)
    blocked = graphene.Boolean(required=True, description="Whether it would be refused as it is.")
    skeleton = graphene.String(
        required=True, description="A reply to this request with blanks in 【】."
    )


class CheckupQueries(graphene.ObjectType):
    check_report = graphene.Field(
        CheckupType,
        assignment_id=ID(required=True),
        report=graphene.String(required=True, description="办理情况; may be empty so far."),
        reply_draft=graphene.String(required=True, description="拟答复意见; may be empty so far."),
        attachment_ids=graphene.List(
            graphene.NonNull(ID), description="Without any: the evidence reported from below."
        ),
        contacted_at=DateTime(),
        description="What a reviewer would find in a report (办结体检). Changes nothing.",
    )

    @staticmethod
    def resolve_check_report(
        _root: None,
        info: Info,
        assignment_id: UUID,
        report: str,
        reply_draft: str,
        attachment_ids: list[UUID] | None = None,
        contacted_at: datetime | None = None,
    ) -> Checkup:
        findings, blocked, skeleton = check_report(
            actor=info.context.person,
            assignment_id=assignment_id,
            report=report,
            reply_draft=reply_draft,
            attachment_ids=attachment_ids,
            contacted_at=contacted_at,
        )
        return Checkup(findings, blocked, skeleton)
