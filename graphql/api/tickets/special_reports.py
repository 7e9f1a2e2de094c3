"""A 专报 as the API takes it, together with a dispatch."""

from collections.abc import Mapping
from typing import Any

import graphene

from api.core.scalars import ID
from tickets.major import SpecialReport


class SpecialReportInput(graphene.InputObjectType):
    """The written report of a 重特大 matter (专报), issued with its dispatch."""

    summary = graphene.String(required=True, description="At most 2,000 characters.")
    situation = graphene.String(required=True, description="At most 20,000 characters.")
    measures = graphene.String(required=True, description="At most 20,000 characters.")
    addressees = graphene.List(
        graphene.NonNull(graphene.String), description="Bodies by name, e.g. 市政府办公室."
    )
    addressee_unit_ids = graphene.List(
        graphene.NonNull(ID), description="Units of the platform, which read it there."
    )


def special_report_of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with the report as the service wants it."""
    given = dict(arguments)
    written = given.pop("special_report", None)
    if written is not None:
        given["special_report"] = SpecialReport(
            summary=written["summary"],
            situation=written["situation"],
            measures=written["measures"],
            addressees=tuple(written.get("addressees") or ()),
            addressee_unit_ids=tuple(written.get("addressee_unit_ids") or ()),
        )
    return given
