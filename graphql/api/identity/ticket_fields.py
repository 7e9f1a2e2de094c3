"""What a ticket shows to whom: masked to everybody, of a secret one next to nothing outside."""

from typing import Any

import graphene

from api.attachments.types import AttachmentsByTicket
from api.core.context import Info
from api.followups.loaders import FollowUpsByTicket
from api.identity.loaders import CentreByWorkspace
from api.identity.types import RevealOfferType
from api.tickets.case_types import unit
from api.tickets.loaders import AssignmentsByTicket, CallerById
from api.units.types import UnitType
from attachments.models import Attachment
from callers.models import Caller
from identity.access import find_basis
from identity.models import Tier
from tickets.models import Assignment, Ticket, TicketEvent
from tickets.secrecy import screened


async def is_inside(ticket: Ticket, info: Info) -> bool:
    """Whether the person belongs to those who took the request down, or to their centre."""
    workspace = info.context.workspace
    if workspace is None or not ticket.is_origin:
        return False
    centre = await CentreByWorkspace.of(info.context).load(workspace.id)
    return bool({ticket.unit_id, centre} & info.context.person.unit_ids())


async def keeps_from(ticket: Ticket, info: Info) -> bool:
    """Whether the person sees only their own part of the ticket: it is secret and not theirs."""
    return ticket.secret and ticket.is_origin and not await is_inside(ticket, info)


def own_parts(given: list[Assignment], info: Info) -> list[Assignment]:
    """The givings in which the person's units are a side."""
    mine = info.context.person.unit_ids()
    return [each for each in given if {each.from_unit_id, each.to_unit_id} & mine]


def own_words(events: list[TicketEvent], info: Info) -> None:
    """Of a secret ticket's timeline, who said what only to those it was said by or to."""
    mine = info.context.person.unit_ids()
    for event in events:
        if not {event.unit_id, event.to_unit_id} & mine:
            event.note = event.actor_name = ""


class SecrecyOfTicket:
    """Fields whose content depends on who asks."""

    body = graphene.String(
        description=(
            "As the citizen said it, without what names them; for those who took it down and"
            " their centre only. `revealIdentity` gives the whole."
        )
    )
    address = graphene.String(required=True, description="Of a secret ticket empty elsewhere.")
    respondent_unit = graphene.Field(UnitType, description="The unit complained of (被反映单位).")
    respondent_named = graphene.Boolean(
        required=True, description="Against a named officer of that unit (作风投诉)."
    )
    has_caller = graphene.Boolean(required=True, description="Somebody can be revealed.")
    reveal_offer = graphene.Field(
        RevealOfferType, description="Null: the person asking may not see who called."
    )

    @staticmethod
    async def resolve_body(ticket: Ticket, info: Info) -> str | None:
        if not await is_inside(ticket, info):
            return None
        caller = await _caller(ticket, info)
        names, phones = ([caller.name], [caller.phone]) if caller else ([], [])
        return screened(ticket.body, secret=ticket.secret, names=names, phones=phones)

    @staticmethod
    async def resolve_address(ticket: Ticket, info: Info) -> str:
        return "" if await keeps_from(ticket, info) else ticket.address

    @staticmethod
    async def resolve_respondent_unit(ticket: Ticket, info: Info) -> Any:
        return await unit(info, ticket.respondent_unit_id)

    @staticmethod
    async def resolve_caller(ticket: Ticket, info: Info) -> Any:
        """Masked; of a secret ticket not even the surname."""
        return None if ticket.secret else await _caller(ticket, info)

    @staticmethod
    def resolve_has_caller(ticket: Ticket, info: Info) -> bool:
        return ticket.caller_id is not None

    @staticmethod
    def resolve_reveal_offer(ticket: Ticket, info: Info) -> RevealOfferType | None:
        basis = find_basis(info.context.person, ticket)
        if basis is None or (ticket.is_origin and ticket.caller_id is None):
            return None
        return RevealOfferType(
            tier=basis.tier, ground=basis.ground, needs_code=basis.tier is Tier.SECRET
        )

    @staticmethod
    async def resolve_attachments(ticket: Ticket, info: Info) -> list[Attachment]:
        found = list(await AttachmentsByTicket.of(info.context).load(ticket.id) or [])
        if not await keeps_from(ticket, info):
            return found
        given = list(await AssignmentsByTicket.of(info.context).load(ticket.id) or [])
        mine = {each.id for each in own_parts(given, info)}
        return [each for each in found if each.assignment_id in mine]

    @staticmethod
    async def resolve_reply(ticket: Ticket, info: Info) -> str:
        return "" if await keeps_from(ticket, info) else ticket.reply

    @staticmethod
    async def resolve_follow_ups(ticket: Ticket, info: Info) -> Any:
        if await keeps_from(ticket, info):
            return []
        return await FollowUpsByTicket.of(info.context).load(ticket.id)

    @staticmethod
    async def resolve_assignments(ticket: Ticket, info: Info) -> list[Assignment | Ticket]:
        given = list(await AssignmentsByTicket.of(info.context).load(ticket.id) or [])
        if await keeps_from(ticket, info):
            given = own_parts(given, info)
        arrived: list[Assignment | Ticket] = [] if ticket.is_origin else [ticket]
        return arrived + given


async def _caller(ticket: Ticket, info: Info) -> Caller | None:
    if ticket.caller_id is None:
        return None
    return await CallerById.of(info.context).load(ticket.caller_id)
