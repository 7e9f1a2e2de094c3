"""What a ticket shows of applications."""

from typing import Any

import graphene

from api.applications.loaders import ApplicationsByTicket
from api.applications.types import ApplicationType, DisputeType
from api.core.context import Info
from applications.models import Dispute
from applications.selectors import disputes_for
from tickets.models import Ticket


class ApplicationFields:
    """Fields of `Ticket`."""

    applications = graphene.List(
        graphene.NonNull(ApplicationType), required=True, description="Oldest first."
    )
    disputes = graphene.List(
        graphene.NonNull(DisputeType),
        required=True,
        description="Those the person's units have a part in.",
    )

    @staticmethod
    async def resolve_applications(ticket: Ticket, info: Info) -> Any:
        return await ApplicationsByTicket.of(info.context).load(ticket.id)

    @staticmethod
    def resolve_disputes(ticket: Ticket, info: Info) -> list[Dispute]:
        return list(disputes_for(info.context.person).filter(case_id=ticket.case_id))
