"""Reads of tickets for people."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from custody.states import State
from hierarchy.models import Unit
from people.actor import Actor
from tickets.access import centre_of, home_of, receivers_below, tickets_visible_to
from tickets.models import Assignment, Role, Ticket, TicketEvent
from tickets.places import Place, place_in_hand, seated
from tickets.secrecy import not_barred
from tickets.verbs import Seat

# What a person needs to hold to work on what waits for a unit.
WORKING = ("dispatch", "handle", "review", "reply", "follow_up")


def inbox_of(actor: Actor) -> QuerySet[Ticket]:
    """What waits for the actor's units; for a centre also its area's follow-ups."""
    units = frozenset().union(*(actor.units_with(each) for each in WORKING))
    waits = Q(holder_unit_id__in=units)
    if helped := _helped_by(units):
        waits |= Q(pk__in=helped)
    if centre_of(home_of(actor)) in actor.units_with("follow_up"):
        waits |= Q(holder_unit__isnull=False, holder_state=State.FOLLOWING_UP, is_origin=True)
    return not_barred(Ticket.objects.filter(waits), actor).select_related("case__state")


def _helped_by(units: Collection[UUID]) -> list[UUID]:
    """Tickets of this workspace with which these units still help (协办); few at any time."""
    open_ = Assignment.objects.filter(
        role=Role.ASSIST, to_unit_id__in=units, to_workspace__isnull=True, ended_at__isnull=True
    )
    return list(open_.values_list("ticket_id", flat=True))


def given_by(actor: Actor) -> QuerySet[Ticket]:
    """What the actor's units gave to others and wait for."""
    waiting = (
        Assignment.objects.filter(
            ticket=OuterRef("pk"), from_unit_id__in=actor.unit_ids(), ended_at__isnull=True
        )
        .exclude(state__in=[State.RETURNED, State.REPORTED])
        .filter(archived_at__isnull=True)
    )
    return tickets_visible_to(actor).filter(Exists(waiting))


def matching(tickets: QuerySet[Ticket], text: str) -> QuerySet[Ticket]:
    """Tickets whose number or title contains the text."""
    words = text.split()[:5]
    for word in words:
        said = Q(title__icontains=word) | Q(number__icontains=word)
        tickets = tickets.filter(said | Q(original_number__icontains=word))
    return tickets


def action_assignment(actor: Actor, ticket: Ticket) -> UUID | None:
    """The giving that the next act concerns: the one received, returned or reported."""
    place = _place_of(actor, ticket)
    if place is None:
        return None
    if place.state in {State.RECEIVED, State.HANDLING}:
        return place.assignment_id or ticket.assignment_id
    answered = {State.ADJUDICATING: State.RETURNED, State.REVIEWING: State.REPORTED}
    if place.state not in answered:
        return None
    return _latest_given(ticket, place, answered[place.state])


def _place_of(actor: Actor, ticket: Ticket) -> Place | None:
    """Where the actor's next act is: the place in hand, or the one from which their unit helps."""
    home = home_of(actor)
    in_hand = place_in_hand(home, ticket)
    if in_hand is not None and in_hand.unit_id in actor.grants:
        return in_hand
    helping = seated(home, ticket, frozenset({Seat.ASSIST}))
    return next((each for each in helping if each.unit_id in actor.grants), in_hand)


def _latest_given(ticket: Ticket, place: Place, state: State) -> UUID | None:
    return (
        Assignment.objects.filter(
            ticket=ticket, parent_id=place.assignment_id, state=state, ended_at__isnull=True
        )
        .order_by("-handoff_seq")
        .values_list("id", flat=True)
        .first()
    )


def delegate_targets(ticket: Ticket) -> list[Unit]:
    """Open units directly below whoever has the case in hand here, without those that wait."""
    if ticket.holder_unit_id is None:
        return []
    return list(receivers_below(ticket, ticket.holder_unit_id))


def assignments_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, list[Assignment]]:
    """Givings of several tickets, oldest first."""
    found: dict[UUID, list[Assignment]] = {ticket_id: [] for ticket_id in ticket_ids}
    for each in Assignment.objects.filter(ticket_id__in=list(found)).order_by("handoff_seq"):
        found[each.ticket_id].append(each)
    return found


def timeline_of(ticket: Ticket) -> QuerySet[TicketEvent]:
    return TicketEvent.objects.filter(ticket=ticket)


def tickets_of_cases(actor: Actor, case_ids: Iterable[UUID]) -> Mapping[UUID, Ticket]:
    """The newest copy of each case that the actor may see here."""
    visible = tickets_visible_to(actor).filter(case_id__in=list(case_ids)).order_by("created_at")
    return {ticket.case_id: ticket for ticket in visible}
