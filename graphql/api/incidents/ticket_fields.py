"""What a ticket shows of the event whose work order it is."""

from typing import Any

import graphene

from api.core.context import Info
from api.incidents.loaders import IncidentByTicket
from tickets.models import Ticket


class IncidentOfTicket:
    """Fields of `Ticket`."""

    incident = graphene.Field(
        "api.incidents.types.IncidentType",
        description="The event of which this is the one work order.",
    )

    @staticmethod
    async def resolve_incident(ticket: Ticket, info: Info) -> Any:
        return await IncidentByTicket.of(info.context).load(ticket.id)
