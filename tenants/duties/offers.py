"""When the express line is offered, beyond state and grant."""

from people.actor import Actor
from tickets.access import centre_of
from tickets.models import Ticket
from tickets.offers import circumstance
from tickets.places import Place, receipt_of
from tickets.states import Verb


@circumstance(Verb.EXPRESS)
def _is_a_centre(_actor: Actor, _ticket: Ticket, place: Place) -> bool:
    return place.unit_id == centre_of(place.workspace)


@circumstance(Verb.FIRST_RESULT)
def _came_by_express(_actor: Actor, _ticket: Ticket, place: Place) -> bool:
    return receipt_of(place).express
