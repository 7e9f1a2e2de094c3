"""What the app adds to the doors of tickets: tickets lent to investigators, and when to offer."""

from collections.abc import Iterable
from uuid import UUID

from identity.models import IdentityRelease
from identity.services.releasing import can_be_released
from kernel.clock import now
from people.actor import Actor
from tickets.access import lends
from tickets.models import Assignment, Ticket
from tickets.offers import circumstance
from tickets.places import Place, inner_place
from tickets.verbs import Verb


@lends
def tickets_under_investigation(actor: Actor) -> Iterable[UUID]:
    """Secret tickets of this workspace whose identity was released to the actor."""
    if actor.user_id is None or actor.workspace is None:
        return ()
    found = IdentityRelease.objects.filter(user_id=actor.user_id, until__gt=now(), end__isnull=True)
    return found.values_list("ticket_id", flat=True)


@circumstance(Verb.RELEASE_CONTACT)
def has_somebody_to_release_to(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    """Some giving from this place goes to a village or a helper that was not let to the citizen."""
    givings = Assignment.objects.filter(
        ticket=ticket, parent_id=place.assignment_id, ended_at__isnull=True
    )
    return any(
        can_be_released(ticket, giving, inner_place(place.workspace, giving)) for giving in givings
    )


@circumstance(Verb.MARK_SECRET)
def is_not_secret_yet(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return not ticket.secret
