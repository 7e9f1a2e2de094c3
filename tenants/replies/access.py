"""The only doors to the reply desk for a person."""

from uuid import UUID

from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of, is_granted, ticket_for
from tickets.models import Ticket
from tickets.places import Place, own_place
from tickets.states import Verb


def ticket_to_reply(actor: Actor, ticket_id: UUID | None) -> tuple[Ticket, Place]:
    """A request accepted here, and the accepting place, if the actor answers for it."""
    ticket = ticket_for(actor, ticket_id)
    place = own_place(home_of(actor), ticket)
    if not ticket.is_origin or not is_granted(actor, Verb.REPLY, place):
        raise PermissionDenied
    return ticket, place


def require_centre(actor: Actor) -> None:
    """What everybody can read is approved by the accepting centre."""
    if not actor.may("reply", centre_of(home_of(actor))):
        raise PermissionDenied
