"""What the dispatch catalogue says of a ticket, for whoever is about to give it."""

from dataclasses import dataclass
from uuid import UUID

from catalogue.selectors import Advice, advice_for
from clocks.defaults import Purpose
from clocks.limits import Limit
from clocks.selectors import policy_for
from people.actor import Actor
from tickets.access import ticket_for
from tickets.limits import catalogue_limit
from tickets.models import Ticket


@dataclass(frozen=True)
class TicketAdvice:
    """The catalogue's advice, and the limit the receiver would get: the row's, else the policy's.

    Whatever it says, a limit given ends inside the giver's own.
    """

    advice: Advice
    limit: Limit
    limit_of_row: bool


def advice_on(actor: Actor, ticket_id: UUID | None) -> TicketAdvice:
    """Advice on dispatching a ticket the actor may see, from the unit that has it in hand here."""
    ticket = ticket_for(actor, ticket_id)
    advice = advice_for(
        category=ticket.category,
        area_id=ticket.area_id,
        giver_unit_id=ticket.holder_unit_id or ticket.unit_id,
    )
    given = catalogue_limit(ticket, advice.limit)
    return TicketAdvice(advice, given or _by_policy(ticket, advice), given is not None)


def _by_policy(ticket: Ticket, advice: Advice) -> Limit:
    return policy_for(
        purpose=Purpose.HANDLE,
        kind=ticket.kind,
        urgency=ticket.urgency,
        category=ticket.category,
        unit_kind=advice.lead.kind if advice.lead else "",
    )
