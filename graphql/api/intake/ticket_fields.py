"""Where the matter of a ticket is. Withheld where the address is."""

import graphene

from api.core.context import Info
from api.identity.ticket_fields import keeps_from
from tickets.models import Ticket


class PlaceOfTicket:
    """Fields of `Ticket`."""

    latitude = graphene.Float(description="Degrees, GCJ-02.")
    longitude = graphene.Float(description="Degrees, GCJ-02.")

    @staticmethod
    async def resolve_latitude(ticket: Ticket, info: Info) -> float | None:
        return None if await keeps_from(ticket, info) else ticket.latitude

    @staticmethod
    async def resolve_longitude(ticket: Ticket, info: Info) -> float | None:
        return None if await keeps_from(ticket, info) else ticket.longitude
