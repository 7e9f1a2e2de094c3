"""What a ticket shows of its leaders."""

from typing import Any

import graphene

from api.core.context import Info
from api.signoffs.loaders import InstructionsByTicket, SignOffsByTicket
from api.signoffs.types import InstructionType, SignOffType
from tickets.models import Ticket


class SignOffFields:
    """Fields of `Ticket`."""

    sign_offs = graphene.List(
        graphene.NonNull(SignOffType), required=True, description="Oldest first."
    )
    instructions = graphene.List(
        graphene.NonNull(InstructionType), required=True, description="批示, oldest first."
    )

    @staticmethod
    async def resolve_sign_offs(ticket: Ticket, info: Info) -> Any:
        units = info.context.person.unit_ids()
        found = await SignOffsByTicket.of(info.context).load(ticket.id)
        return [each for each in found or [] if each.unit_id in units]

    @staticmethod
    async def resolve_instructions(ticket: Ticket, info: Info) -> Any:
        return await InstructionsByTicket.of(info.context).load(ticket.id)
