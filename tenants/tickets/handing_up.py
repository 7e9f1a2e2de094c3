"""What goes up with a report besides its texts: the evidence, and what the check-up found."""

from uuid import UUID

from attachments.services.binding import bind_attachments, copy_attachments
from checkups.services.keeping import keep_check
from tickets.inspection import Inspection, Result
from tickets.moves import Move
from tickets.places import Place


def hand_up(
    move: Move,
    place: Place,
    giver: Place,
    inspection: Inspection,
    result: Result,
    assignment_id: UUID,
    number: str,
) -> None:
    """Bind the files of a report, let the giver open them, and keep the findings on both sides.

    Runs inside the transaction of the report. Raises ATTACHMENT_UNKNOWN, which undoes it.
    """
    session = move.session
    bind_attachments(
        session,
        place.workspace,
        actor=move.actor,
        ids=result.attachment_ids or (),
        ticket_id=place.ticket_id,
        assignment_id=assignment_id,
    )
    if giver.workspace != place.workspace:
        copy_attachments(
            session,
            place.workspace,
            giver.workspace,
            ids=inspection.evidence,
            ticket_id=giver.ticket_id,
            assignment_id=assignment_id,
        )
    for ref, ticket_id in dict.fromkeys(
        [(place.workspace, place.ticket_id), (giver.workspace, giver.ticket_id)]
    ):
        keep_check(
            session,
            ref,
            ticket_id=ticket_id,
            assignment_id=assignment_id,
            unit_id=place.unit_id,
            number=number,
            facts=inspection.facts,
            findings=inspection.findings,
        )
