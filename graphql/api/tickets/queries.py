"""Reading tickets, cases and the chain of custody."""

from datetime import datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.scalars import ID
from api.tickets import enums
from api.tickets.case_types import CaseType, CustodyType
from api.tickets.types import TicketType
from custody.models import CaseState
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import cases_visible_to, oversees, ticket_for, tickets_visible_to
from tickets.models import Ticket
from tickets.selectors import given_by, inbox_of, matching
from trail.recording import record

TicketConnection = connection_of(TicketType)
CaseConnection = connection_of(CaseType)
MOST_URGENT = Order(Key("holder_due_at", datetime, nullable=True), Key("id", UUID))
NEWEST = Order(Key("created_at", datetime, descending=True), Key("id", UUID, descending=True))
NEWEST_CASE = Order(
    Key("opened_at", datetime, descending=True), Key("case_id", UUID, descending=True)
)


class TicketFilter(graphene.InputObjectType):
    """Which tickets a list shows; all conditions hold together."""

    box = enums.TicketBox()
    search = graphene.String(description="Words of the title, or part of the number.")
    states = graphene.List(graphene.NonNull(enums.TicketState), description="Of the holder.")
    kinds = graphene.List(graphene.NonNull(enums.TicketKind))


class CaseFilter(graphene.InputObjectType):
    """Which cases a list shows; all conditions hold together."""

    open = graphene.Boolean()
    number = graphene.String(description="Part of the number.")
    states = graphene.List(graphene.NonNull(enums.TicketState))
    holder_workspace = graphene.String(description="Slug.")
    origin_workspace = graphene.String(description="Slug.")


class TicketQueries(graphene.ObjectType):
    ticket = graphene.Field(
        TicketType, ticket_id=ID(required=True), description="One ticket of this workspace."
    )
    tickets = connection_field(
        TicketConnection, description="Tickets of this workspace.", where=TicketFilter()
    )
    case = graphene.Field(
        CaseType,
        number=graphene.String(required=True),
        description="A case in which this workspace takes part.",
    )
    cases = connection_field(
        CaseConnection,
        description="Cases in which this workspace takes part, newest first.",
        where=CaseFilter(),
    )
    custody = graphene.Field(
        CustodyType,
        number=graphene.String(required=True),
        description="The chain of custody of a case in which this workspace takes part.",
    )

    @staticmethod
    def resolve_ticket(_root: None, info: Info, ticket_id: UUID) -> Ticket:
        actor = info.context.person
        ticket = ticket_for(actor, ticket_id)
        _note_reading(actor, "ticket.read", "ticket", ticket.id)
        return ticket

    @staticmethod
    def resolve_tickets(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[Ticket]:
        where = where or {}
        actor = info.context.person
        match where.get("box") or enums.Box.ALL:
            case enums.Box.INBOX:
                found, order = inbox_of(actor), MOST_URGENT
            case enums.Box.GIVEN:
                found, order = given_by(actor), NEWEST
            case _:
                found, order = tickets_visible_to(actor), NEWEST
        if where.get("states"):
            found = found.filter(holder_state__in=where["states"])
        if where.get("kinds"):
            found = found.filter(kind__in=where["kinds"])
        if where.get("search"):
            found = matching(found, where["search"])
        page = page_of(found, order=order, first=first, after=after)
        for ticket in page.nodes:
            if ticket.secret:
                _note_reading(actor, "ticket.listed", "ticket", ticket.id)
        return page

    @staticmethod
    def resolve_case(_root: None, info: Info, number: str) -> CaseState:
        return _case_state(info, number)

    @staticmethod
    def resolve_custody(_root: None, info: Info, number: str) -> CaseState:
        return _case_state(info, number)

    @staticmethod
    def resolve_cases(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        where: dict[str, Any] | None = None,
    ) -> Page[CaseState]:
        where = where or {}
        if not oversees(info.context.person):
            raise PermissionDenied
        found = cases_visible_to(info.context.person)
        if where.get("open") is not None:
            found = found.filter(closed_at__isnull=where["open"])
        if where.get("number"):
            found = found.filter(case__number__icontains=where["number"])
        if where.get("states"):
            found = found.filter(state__in=where["states"])
        if where.get("holder_workspace"):
            found = found.filter(holder_workspace__slug=where["holder_workspace"])
        if where.get("origin_workspace"):
            found = found.filter(origin_workspace__slug=where["origin_workspace"])
        page = page_of(found, order=NEWEST_CASE, first=first, after=after)
        for state in page.nodes:
            _note_secret_case(info, "case.listed", state)
        return page


def _case_state(info: Info, number: str) -> CaseState:
    """A case is open to those who oversee the workspace, and to units that take part in it."""
    actor = info.context.person
    found = cases_visible_to(actor).filter(case__number=number).first()
    if found is None:
        raise PermissionDenied
    takes_part = tickets_visible_to(actor).filter(case_id=found.case_id).exists()
    if not takes_part and not oversees(actor):
        raise PermissionDenied
    _note_secret_case(info, "case.read", found)
    return found


def _note_secret_case(info: Info, verb: str, state: CaseState) -> None:
    if state.secret:
        _note_reading(info.context.person, verb, "case", state.case_id)


def _note_reading(actor: Actor, verb: str, kind: str, object_id: UUID) -> None:
    """Every reading of a secret request, and every opening of any, is in the trail."""
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb=verb,
        object_kind=kind,
        object_id=object_id,
    )
