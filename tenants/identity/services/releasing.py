"""授权联系: a level lets a village, or a unit that helps, reach the citizen for one task."""

from uuid import UUID

from custody.states import State
from identity.access import LIVE, needs_release
from identity.errors import IdentityError
from identity.models import ContactRelease
from kernel.errors import DomainError, PermissionDenied, Stale
from people.actor import Actor
from tickets.access import NOBODY, home_of, is_granted, ticket_for
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import receiver_place
from tickets.idempotency import Once
from tickets.models import Assignment, Ticket
from tickets.places import Place, giver_of, inner_place
from tickets.states import RULES, Verb, acting_step
from trail.recording import record


def release_contact(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Let the receiver of a giving see the telephone until its part is over.

    Needed for villages and for units that help; never possible for secret requests.
    """
    ticket, place, assignment = _giving(actor, assignment_id, expected_version)
    if ticket.secret:
        raise DomainError(
            IdentityError.CONTACT_WITHHELD,
            "保密件的诉求人只由受理中心联系，不能授权其他单位",
            field="assignmentId",
        )
    if not needs_release(inner_place(home_of(actor), assignment)):
        raise DomainError(
            TicketError.WRONG_STATE,
            f"{assignment.to_unit.name}主办期间可直接联系诉求人，无需授权",
            field="assignmentId",
        )
    if assignment.contact_released:
        raise DomainError(
            IdentityError.CONTACT_RELEASED,
            f"{assignment.to_unit.name}已获授权，无需重复授权",
            field="assignmentId",
        )
    with command(
        actor=actor,
        verb=Verb.RELEASE_CONTACT,
        ticket=ticket,
        place=place,
        assignment_id=assignment.id,
        once=once,
    ) as move:
        receiver = receiver_place(move.session, place, assignment)
        if receiver.state not in LIVE:
            raise Stale
        move.put(receiver, receiver.state, contact_released=True)
        with move.session.in_workspace(place.workspace):
            ContactRelease.objects.create(
                assignment_id=assignment.id,
                at=move.session.at,
                actor_id=actor.user_id,
                actor_name=actor.name,
            )
            record(
                actor_id=actor.user_id,
                actor_name=actor.name,
                verb="contact.release",
                object_kind="ticket",
                object_id=ticket.id,
                unit_id=place.unit_id,
            )
    return again(actor, ticket.id)


def _giving(
    actor: Actor, assignment_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place, Assignment]:
    assignment = Assignment.objects.filter(pk=assignment_id or NOBODY).first()
    ticket = ticket_for(actor, assignment.ticket_id if assignment else None)
    assert assignment is not None
    if expected_version is not None and expected_version != ticket.case.state.version:
        raise Stale
    place = giver_of(home_of(actor), assignment)
    if not is_granted(actor, Verb.RELEASE_CONTACT, place):
        raise PermissionDenied
    waits = place.state in acting_step(RULES[Verb.RELEASE_CONTACT]).sources
    if not waits or State(assignment.state) not in LIVE or assignment.ended_at is not None:
        raise DomainError(
            TicketError.WRONG_STATE,
            f"当前状态“{place.state.label}”不能授权联系，须在下级办理期间授权",
        )
    return ticket, place, assignment


def can_be_released(ticket: Ticket, assignment: Assignment, receiver: Place) -> bool:
    """Whether a release of this giving would change anything."""
    return (
        not ticket.secret
        and State(assignment.state) in LIVE
        and assignment.ended_at is None
        and not assignment.contact_released
        and needs_release(receiver)
    )
