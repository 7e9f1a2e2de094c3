"""What a ticket shows of its follow-up."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.scalars import DateTime
from api.followups.loaders import FollowUpsByTicket, InvitationByTicket
from api.followups.types import FollowUpType
from tickets.models import Ticket


class FollowUpTicketFields:
    """Fields of the type Ticket."""

    follow_ups = graphene.List(graphene.NonNull(FollowUpType), required=True)
    follow_up_count = graphene.Int(required=True)
    next_follow_up_at = DateTime()
    followed_up_at = DateTime(description="When the follow-up was over.")
    rating_invited_at = DateTime(description="When the citizen was last asked to rate.")

    @staticmethod
    async def resolve_follow_ups(ticket: Ticket, info: Info) -> Any:
        return await FollowUpsByTicket.of(info.context).load(ticket.id)

    @staticmethod
    async def resolve_rating_invited_at(ticket: Ticket, info: Info) -> Any:
        invitation = await InvitationByTicket.of(info.context).load(ticket.id)
        return invitation.at if invitation else None
