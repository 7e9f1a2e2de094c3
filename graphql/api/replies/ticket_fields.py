"""What a ticket shows of its replies."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.scalars import DateTime
from api.identity.ticket_fields import keeps_from
from api.replies.loaders import AnswersByTicket, DraftByTicket
from api.replies.types import ReplyDraftType, ReplyType
from tickets.models import Ticket


class ReplyTicketFields:
    """Fields of the type Ticket."""

    replies = graphene.List(
        graphene.NonNull(ReplyType), required=True, description="Every reply given, oldest first."
    )
    reply_draft = graphene.Field(ReplyDraftType, description="In the accepting workspace only.")
    reply_public = graphene.String(required=True, description="公开答复 as approved")
    reply_delivered_at = DateTime(description="When it was proven that the citizen has the reply.")

    @staticmethod
    async def resolve_replies(ticket: Ticket, info: Info) -> Any:
        if await keeps_from(ticket, info):
            return []
        return await AnswersByTicket.of(info.context).load(ticket.id)

    @staticmethod
    async def resolve_reply_draft(ticket: Ticket, info: Info) -> Any:
        if not ticket.is_origin or await keeps_from(ticket, info):
            return None
        return await DraftByTicket.of(info.context).load(ticket.id)
