"""When following up is offered."""

from people.actor import Actor
from tickets.models import Ticket
from tickets.offers import circumstance
from tickets.places import Place
from tickets.verbs import Verb


@circumstance(Verb.FOLLOW_UP, Verb.FOLLOW_UP_REWORK, Verb.FOLLOW_UP_DISPATCH)
def _citizen_has_the_reply(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.reply_id is None or ticket.reply_delivered_at is not None
