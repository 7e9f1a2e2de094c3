"""Findings, as the API shows them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import graphene

from api.core.batching import Loader
from api.core.enums import enum_of
from api.core.scalars import ID
from checkups.findings import Finding, FindingCode, Severity, Where
from checkups.selectors import findings_of

FindingCodeEnum = enum_of(FindingCode, name="FindingCode", description="体检发现的问题")
SeverityEnum = enum_of(
    Severity, name="FindingSeverity", description="STOP refuses the report; WARN only tells."
)
WhereEnum = enum_of(Where, name="FindingPlace", description="What a finding is about.")


class FindingType(graphene.ObjectType):
    """Something a reviewer would say of a report, and what to do about it."""

    class Meta:
        name = "Finding"

    code = FindingCodeEnum(required=True)
    severity = SeverityEnum(required=True)
    where = WhereEnum(required=True)
    quote = graphene.String(required=True, description="The sentence, personal data blanked.")
    start = graphene.Int(required=True, description="Characters into that text; -1: all of it.")
    end = graphene.Int(required=True)
    advice = graphene.String(required=True, description="What is wrong and what to do.")
    attachment_id = ID(description="The photo concerned.")
    number = graphene.String(
        required=True, description="The other ticket: of an earlier reply, or of the same photo."
    )


class FindingsByAssignment(Loader[UUID, list[Finding]]):
    """Of the last report on each giving."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Finding]]:
        return findings_of(keys)
