"""The only doors to other people's requests: who may look for them, and what of them is found."""

from django.db.models import QuerySet

from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of, tickets_visible_to
from tickets.models import Ticket

# Whoever talks to citizens for the accepting centre.
SEARCHING = ("register", "dispatch", "follow_up")


def findable_by(actor: Actor) -> QuerySet[Ticket]:
    """Tickets that a person at the centre may look for, whoever asked for them (谁受理、谁回复).

    Raises PermissionDenied for people who do not talk to citizens there.
    """
    centre = centre_of(home_of(actor))
    if not any(actor.may(each, centre) for each in SEARCHING):
        raise PermissionDenied
    return tickets_visible_to(actor)


def ordinary(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Those that were accepted here and are not secret: a secret one is found by number alone."""
    return tickets.filter(is_origin=True, secret=False)


def merged_children(ticket: Ticket) -> QuerySet[Ticket]:
    """Tickets that go on under this one and have not ended with it yet."""
    return Ticket.objects.filter(merged_into=ticket, archived_at__isnull=True)
