"""办结体检 before the report: the same findings as with it, and a reply to begin with."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from catalogue.selectors import skeleton_for
from checkups.findings import Finding, Severity
from checkups.skeletons import fill_skeleton
from hierarchy.models import Unit
from kernel.text import BODY_LIMIT, clean_body
from people.actor import Actor
from tickets.access import home_of, receiving_place
from tickets.inspection import Result, inspect_result
from tickets.states import Verb
from trail.recording import record


class Checked(NamedTuple):
    """Findings, whether the report would be refused, and a reply with blanks."""

    findings: tuple[Finding, ...]
    blocked: bool
    skeleton: str


def check_report(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    report: str,
    reply_draft: str,
    attachment_ids: Collection[UUID] | None = None,
    contacted_at: datetime | None = None,
) -> Checked:
    """Check what whoever may report would report. Leaves nothing but an entry in the trail."""
    ticket, place, _ = receiving_place(actor, Verb.REPORT, assignment_id, None)
    result = Result(
        report=clean_body(report, field="report", limit=BODY_LIMIT, required=False),
        reply_draft=clean_body(reply_draft, field="replyDraft", limit=BODY_LIMIT, required=False),
        attachment_ids=None if attachment_ids is None else tuple(attachment_ids),
        contacted_at=contacted_at,
    )
    inspection = inspect_result(actor, ticket, place, result)
    # Names are compared with the citizen's, so that it was asked has to be known.
    record(
        actor_id=actor.person_id,
        actor_name=actor.name,
        verb="report.check",
        object_kind="ticket",
        object_id=ticket.id,
        unit_id=place.unit_id,
    )
    outline = skeleton_for(ticket.category, home=home_of(actor))
    skeleton = fill_skeleton(
        title=ticket.title,
        request=ticket.body_shared,
        kind=ticket.kind,
        unit=Unit.objects.values_list("name", flat=True).get(pk=place.unit_id),
        outline=outline.text if outline else "",
    )
    blocked = any(each.severity is Severity.STOP for each in inspection.findings)
    return Checked(inspection.findings, blocked, skeleton)
