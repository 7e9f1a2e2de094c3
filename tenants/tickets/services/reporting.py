"""反馈、复核: the handler reports the result; the giver accepts it or sends it back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F

from kernel.text import BODY_LIMIT, NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import deputy_of, giving_place, receiving_place
from tickets.assists import refuse_open_assists
from tickets.commands import again, command
from tickets.giving_sides import giver_party, giver_place, receiver_party, receiver_place
from tickets.handing_up import hand_up
from tickets.idempotency import Once
from tickets.inspection import Result, inspect_result
from tickets.limits import has_stopped, restart_limit, stop_limit
from tickets.models import Assignment, Ticket
from tickets.moves import Move, change
from tickets.places import Place
from tickets.states import Verb


def report_assignment(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    report: str,
    reply_draft: str,
    attachment_ids: Collection[UUID] | None = None,
    contacted_at: datetime | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Report the result to the giver (反馈): what was done, and what to tell the citizen.

    The lead reports only when everybody who was called in to help has reported or was waived.
    Files come along: those named, or without any the evidence reported from below. What the
    check-up (办结体检) finds is kept with the report and shown to the giver; personal data in the
    text for the citizen alone refuses it (PERSONAL_DATA_IN_REPLY).
    """
    ticket, place, verb = receiving_place(actor, Verb.REPORT, assignment_id, expected_version)
    deputy = deputy_of(actor, verb, place)
    result = Result(
        report=clean_body(report, field="report", limit=BODY_LIMIT),
        reply_draft=clean_body(reply_draft, field="replyDraft", limit=BODY_LIMIT),
        attachment_ids=None if attachment_ids is None else tuple(attachment_ids),
        contacted_at=contacted_at,
    )
    inspection = inspect_result(actor, ticket, place, result)
    inspection.refuse_personal_data()
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=None if place.assists else giver_party(ticket, place),
        assignment_id=assignment_id,
        deputy=deputy,
        once=once,
    ) as move:
        giver = giver_place(move.session, place)
        if not place.assists:
            refuse_open_assists(move.session, place, giver)
        said = {
            "reported_at": move.session.at,
            "reported_by_unit_id": deputy,
            "report": result.report,
            "reply_draft": result.reply_draft,
            "contacted_at": inspection.contacted_at,
        }
        move.apply(giver=giver, receiver=place, receiver_values=said)
        stop_limit(move, place)
        assert assignment_id is not None
        hand_up(move, place, giver, inspection, result, assignment_id, ticket.number)
    return again(actor, ticket.id)


def review_report(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    accepted: bool,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Accept a report (复核) or send it back (发回重办, with what is missing)."""
    verb = Verb.ACCEPT_REPORT if accepted else Verb.REWORK
    ticket, place, assignment = giving_place(actor, verb, assignment_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=not accepted)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=None if accepted else receiver_party(place, assignment),
        assignment_id=assignment.id,
        once=once,
        note=note,
    ) as move:
        receiver = receiver_place(move.session, place, assignment)
        if accepted:
            move.apply(giver=place, receiver=receiver)
        else:
            send_back(move, place, receiver, assignment)
    return again(actor, ticket.id)


def send_back(move: Move, giver: Place, receiver: Place, assignment: Assignment) -> None:
    """The receiver has the case again, with a limit of its own for the rework; it is counted."""
    giver_values = {}
    if has_stopped(move.session, giver):
        giver_values = {"due_at": restart_limit(move, giver)}
    due_at = restart_limit(move, receiver, giver=giver)
    move.apply(
        giver=giver,
        receiver=receiver,
        giver_values=giver_values,
        receiver_values={"due_at": due_at, "ended_at": None},
    )
    move.session.settle(rework_count=move.session.state.rework_count + 1)
    for place in {(giver.workspace, giver.ticket_id), (receiver.workspace, receiver.ticket_id)}:
        ref, ticket_id = place
        with move.session.in_workspace(ref):
            change(Ticket, ticket_id, rework_count=F("rework_count") + 1)
