"""When delivering is offered."""

from people.actor import Actor
from tickets.models import Ticket
from tickets.offers import circumstance
from tickets.places import Place
from tickets.verbs import Verb


@circumstance(Verb.PROVE_REPLY)
def _waits_for_proof(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.reply_id is not None and ticket.reply_delivered_at is None
