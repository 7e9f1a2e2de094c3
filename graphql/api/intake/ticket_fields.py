"""Where a ticket's matter is, and what its seat did about it itself. Withheld with the address."""

from typing import Any

import graphene

from api.core.context import Info
from api.identity.ticket_fields import keeps_from
from api.intake.loaders import (
    AnswersByTicket,
    ConferencesByTicket,
    HandoversByTicket,
    RefusalsByTicket,
)
from tickets.models import Ticket

TYPES = "api.intake.handling_types"


def _several(name: str, said: str) -> graphene.List:
    return graphene.List(graphene.NonNull(f"{TYPES}.{name}"), required=True, description=said)


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


class HandlingOfTicket:
    """Fields of `Ticket`; oldest first."""

    refusals = _several("RefusalType", "不予受理")
    direct_answers = _several("DirectAnswerType", "直接答复")
    conferences = _several("ConferenceType", "三方通话")
    partner_handovers = _several("PartnerHandoverType", "转紧急救助")

    @staticmethod
    async def resolve_refusals(ticket: Ticket, info: Info) -> Any:
        return await _unless_kept(RefusalsByTicket, ticket, info)

    @staticmethod
    async def resolve_direct_answers(ticket: Ticket, info: Info) -> Any:
        return await _unless_kept(AnswersByTicket, ticket, info)

    @staticmethod
    async def resolve_conferences(ticket: Ticket, info: Info) -> Any:
        return await _unless_kept(ConferencesByTicket, ticket, info)

    @staticmethod
    async def resolve_partner_handovers(ticket: Ticket, info: Info) -> Any:
        return await _unless_kept(HandoversByTicket, ticket, info)


async def _unless_kept(loader: Any, ticket: Ticket, info: Info) -> Any:
    if await keeps_from(ticket, info):
        return []
    return await loader.of(info.context).load(ticket.id)
