"""Looking for what a citizen asked for before."""

from functools import partial
from typing import Any
from uuid import UUID

import graphene

from api.contacts.types import ContactPolicyType, DuplicateCandidateType, FoundTicketType
from api.core.connections import Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.tickets.queries import NEWEST
from contacts.comparing import Picture
from contacts.duplicates import Candidate, Draft, duplicates_of_draft, duplicates_of_ticket
from contacts.finding import Sought, find_tickets, history_of_caller
from contacts.models import ContactPolicy
from contacts.policy import current_policy
from incidents.selectors import open_events_of
from tickets.models import Ticket

FoundTicketConnection = connection_of(FoundTicketType)


class ContactQueries(graphene.ObjectType):
    find_tickets = connection_field(
        FoundTicketConnection,
        description=(
            "Tickets that fit what a citizen says, newest first; for people of the accepting"
            " centre. Secret tickets and those accepted elsewhere by number alone."
        ),
        phone=graphene.String(),
        name=graphene.String(description="Exactly; spaces do not matter."),
        number=graphene.String(description="Whole, or its last four digits or more."),
        address=graphene.String(description="Part of it; looks back one year."),
        text=graphene.String(description="Words of title or body; looks back one year."),
    )
    caller_history = connection_field(
        FoundTicketConnection,
        description="What was asked from a number before, newest first.",
        phone=graphene.String(required=True),
    )
    duplicate_candidates = graphene.List(
        graphene.NonNull(DuplicateCandidateType),
        required=True,
        description=(
            "At most ten tickets of the last 90 days that may be about the same thing, likeliest"
            " first: as a ticket given by id, or as a draft."
        ),
        ticket_id=ID(),
        title=graphene.String(),
        body=graphene.String(),
        category=graphene.String(),
        area_unit_id=ID(),
        address=graphene.String(),
        caller_phone=graphene.String(),
        latitude=graphene.Float(),
        longitude=graphene.Float(),
    )

    contact_policy = graphene.Field(
        ContactPolicyType, required=True, description="The numbers that hold now."
    )

    @staticmethod
    def resolve_contact_policy(_root: None, _info: Info) -> ContactPolicy:
        return current_policy()

    @staticmethod
    def resolve_find_tickets(
        _root: None, info: Info, first: int, after: str | None = None, **said: str | None
    ) -> Page[Ticket]:
        sought = Sought(**{name: value or "" for name, value in said.items()})
        found = find_tickets(info.context.person, sought)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_caller_history(
        _root: None, info: Info, phone: str, first: int, after: str | None = None
    ) -> Page[Ticket]:
        found = history_of_caller(info.context.person, phone)
        return page_of(found, order=NEWEST, first=first, after=after)

    @staticmethod
    def resolve_duplicate_candidates(
        _root: None, info: Info, ticket_id: UUID | None = None, **draft: Any
    ) -> list[Candidate]:
        actor = info.context.person
        events = partial(open_events_of, actor)
        if ticket_id is not None:
            return duplicates_of_ticket(actor, ticket_id, events=events)
        return duplicates_of_draft(actor, _draft(**draft), events=events)


def _draft(
    *,
    area_unit_id: UUID | None = None,
    caller_phone: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    **texts: str | None,
) -> Draft:
    said = {name: text or "" for name, text in texts.items()}
    picture = Picture(
        title=said.get("title", ""),
        body=said.get("body", ""),
        category=said.get("category", ""),
        area_id=area_unit_id,
        address=said.get("address", ""),
        latitude=latitude,
        longitude=longitude,
    )
    return Draft(picture=picture, phone=caller_phone or "")
