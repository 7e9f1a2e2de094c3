"""Rows that stand in two workspaces under one id, and what citizens hear. In an open session."""

from typing import Any
from uuid import UUID

from applications.facts import ApplicationDecided, ApplicationMade
from applications.models import Application
from kernel.ids import uuid7
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import compose
from outbox.publisher import publish
from tickets.copies import origin_of
from tickets.models import Ticket
from tickets.moves import Move, change
from tickets.places import Place


def write_application(move: Move, applicant: Place, decider: Place, **values: Any) -> UUID:
    """The row for who asks and, where they differ, for the workspace of who decides."""
    application_id = uuid7()
    for place in _each_workspace(applicant, decider):
        with move.session.in_workspace(place.workspace):
            Application.objects.create(
                id=application_id,
                ticket_id=place.ticket_id,
                from_unit_id=applicant.unit_id,
                to_unit_id=decider.unit_id,
                asked_at=move.session.at,
                asked_by=move.actor.person_id,
                asked_by_name=move.actor.name,
                **values,
            )
        move.tell(place.workspace, place.ticket_id)
    publish(
        ApplicationMade(
            workspace=decider.workspace.schema,
            case_id=str(move.session.case_id),
            ticket_id=str(decider.ticket_id),
            to_unit_id=str(decider.unit_id),
            kind=str(values["kind"]),
        )
    )
    return application_id


def decide_application(
    move: Move, application: Application, applicant: Place, decider: Place, **values: Any
) -> None:
    """The decision, on both rows; the applicant is told."""
    for place in _each_workspace(applicant, decider):
        with move.session.in_workspace(place.workspace):
            change(
                Application,
                application.id,
                decided_at=move.session.at,
                decided_by_name=move.actor.name,
                **values,
            )
        move.tell(place.workspace, place.ticket_id)
    publish(
        ApplicationDecided(
            workspace=applicant.workspace.schema,
            case_id=str(move.session.case_id),
            ticket_id=str(applicant.ticket_id),
            to_unit_id=str(applicant.unit_id),
            kind=application.kind,
            approved=values["state"] == Application.State.APPROVED,
        )
    )


def tell_citizen(move: Move, purpose: Purpose, **said: str) -> None:
    """Queue a message to the citizen, from the accepting workspace; neutral about a secret."""
    origin = origin_of(move.session)
    with move.session.in_workspace(origin.workspace):
        ticket = Ticket.objects.get(pk=origin.ticket_id)
        if ticket.caller_id is None:
            return
        text = compose(purpose, secret=ticket.secret, number=ticket.number, **said)
        queue_message(caller_id=ticket.caller_id, ticket_id=ticket.id, purpose=purpose, text=text)


def _each_workspace(applicant: Place, decider: Place) -> list[Place]:
    same = applicant.workspace == decider.workspace
    return [decider] if same else [applicant, decider]
