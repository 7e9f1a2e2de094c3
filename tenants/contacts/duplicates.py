"""Requests that may be about the same thing as a new one (疑似重复), each with its reasons."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from callers.selectors import find_by_phone
from contacts.access import ordinary
from contacts.comparing import ENOUGH, Picture, Reason, reasons_of, score_of
from contacts.errors import ContactError
from kernel.clock import now
from kernel.errors import DomainError
from people.actor import Actor
from privacy.screening import screen_text
from tickets.access import ticket_for, tickets_visible_to
from tickets.models import Ticket
from tickets.secrecy import screened_for

SINCE = timedelta(days=90)
MOST = 10
# How many of each kind are looked at, the newest first: the answer comes while a person types.
POOL = 300
CALLERS = 50


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is known of the new request so far."""

    picture: Picture
    phone: str = ""


@dataclass(frozen=True)
class Candidate:
    ticket: Ticket
    reasons: list[Reason]

    @property
    def score(self) -> int:
        return score_of(self.reasons)


# The titles of open events by the tickets that belong to them; asked of an app beside this one.
Events = Callable[[Collection[UUID]], Mapping[UUID, str]]


def no_events(_ticket_ids: Collection[UUID]) -> Mapping[UUID, str]:
    return {}


def duplicates_of_draft(
    actor: Actor, draft: Draft, *, events: Events = no_events
) -> list[Candidate]:
    """At most ten candidates for a request being taken down, the likeliest first.

    Raises TOO_LITTLE_TO_COMPARE, PHONE_MALFORMED. Looks back 90 days; never at secret tickets.
    """
    picture = draft.picture
    if not (picture.title or picture.body or draft.phone):
        raise DomainError(
            ContactError.TOO_LITTLE_TO_COMPARE, "请先填写标题、内容或来电号码，再查找疑似重复"
        )
    callers: set[UUID] = set()
    if draft.phone:
        found = find_by_phone(draft.phone, field="callerPhone")
        callers = set(found.values_list("id", flat=True)[:CALLERS])
    return _ranked(recent_for(actor), picture, callers, events)


def duplicates_of_ticket(
    actor: Actor, ticket_id: UUID | None, *, events: Events = no_events
) -> list[Candidate]:
    """The same for a ticket that is there already. A secret one has no candidates."""
    ticket = ticket_for(actor, ticket_id)
    if ticket.secret or not ticket.is_origin:
        return []
    callers: set[UUID] = set()
    if ticket.caller is not None and ticket.caller.phone:
        found = find_by_phone(ticket.caller.phone)
        callers = set(found.values_list("id", flat=True)[:CALLERS])
    others = recent_for(actor).exclude(pk=ticket.pk)
    picture = replace(picture_of(ticket), body=screened_for(ticket, ticket.body))
    return _ranked(others, picture, callers, events)


def picture_of(ticket: Ticket) -> Picture:
    """What of a ticket is compared."""
    return Picture(
        title=ticket.title,
        body=screen_text(ticket.body),  # the reasons quote what both have in common
        category=ticket.category,
        area_id=ticket.area_id,
        address=ticket.address,
        latitude=ticket.latitude,
        longitude=ticket.longitude,
    )


def recent_for(actor: Actor) -> QuerySet[Ticket]:
    """What a request is compared with: ordinary, accepted here, of the last 90 days."""
    return ordinary(tickets_visible_to(actor)).filter(created_at__gte=now() - SINCE)


def pools(recent: QuerySet[Ticket], picture: Picture, callers: set[UUID]) -> list[QuerySet[Ticket]]:
    """The bounded reads whose union is compared, each along an index."""
    wanted = []
    if callers:
        wanted.append(recent.filter(caller__in=callers))
    if picture.category:
        wanted.append(recent.filter(category=picture.category))
    if picture.area_id:
        wanted.append(recent.filter(area=picture.area_id))
    if not picture.category and not picture.area_id:
        wanted.append(recent)
    newest = [each.select_related(None).order_by("-created_at", "-id") for each in wanted]
    return [each[:POOL] for each in newest]


def _ranked(
    recent: QuerySet[Ticket], picture: Picture, callers: set[UUID], events: Events
) -> list[Candidate]:
    seen = {ticket.id: ticket for pool in pools(recent, picture, callers) for ticket in pool}
    titles = events(seen.keys())
    candidates = [
        Candidate(
            ticket,
            reasons_of(
                picture,
                picture_of(ticket),
                same_caller=ticket.caller_id in callers,
                event=titles.get(ticket.id, ""),
            ),
        )
        for ticket in seen.values()
    ]
    likely = [each for each in candidates if each.score >= ENOUGH]
    likely.sort(key=lambda each: (each.score, each.ticket.created_at), reverse=True)
    return _with_their_cases(likely[:MOST])


def _with_their_cases(candidates: list[Candidate]) -> list[Candidate]:
    """The same, loaded with what a list shows of a ticket: for ten, not for all compared."""
    ids = [each.ticket.id for each in candidates]
    shown = Ticket.objects.select_related("case__state").in_bulk(ids)
    return [Candidate(shown[each.ticket.id], each.reasons) for each in candidates]
