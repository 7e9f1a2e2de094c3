"""What a ticket shows of the express line."""

from typing import Any

import graphene

from api.core.context import Info
from api.duties.loaders import CallsByTicket
from api.duties.types import DutyCallType
from tickets.models import Ticket


class DutyFields:
    """Fields of `Ticket`."""

    duty_calls = graphene.List(
        graphene.NonNull(DutyCallType),
        required=True,
        description="Calls of its express givings, as far as they concern this workspace.",
    )

    @staticmethod
    async def resolve_duty_calls(ticket: Ticket, info: Info) -> Any:
        return await CallsByTicket.of(info.context).load(ticket.id)
