"""Reads of the reply desk: what to write from, what waits, what was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from custody.states import State
from people.actor import Actor
from replies.access import ticket_to_reply
from replies.families import siblings_of
from replies.models import Answer, ReplyDraft
from tickets.access import centre_of, home_of, tickets_visible_to
from tickets.models import Assignment, Ticket


@dataclass(frozen=True)
class Material:
    """A ticket that a reply may answer, with everything reported to it."""

    ticket: Ticket
    reports: list[Assignment]
    draft: ReplyDraft | None


def materials_for(actor: Actor, ticket_id: UUID | None) -> list[Material]:
    """All reports and drafts for the writer: of the ticket first, then of its other parts."""
    ticket, _ = ticket_to_reply(actor, ticket_id)
    tickets = [ticket, *siblings_of(actor, ticket)]
    ids = [each.id for each in tickets]
    reports: dict[UUID, list[Assignment]] = {each: [] for each in ids}
    rows = Assignment.objects.filter(ticket_id__in=ids, reported_at__isnull=False)
    for row in rows.order_by("handoff_seq", "created_at", "id"):
        reports[row.ticket_id].append(row)
    drafts = {row.ticket_id: row for row in ReplyDraft.objects.filter(ticket_id__in=ids)}
    return [Material(each, reports[each.id], drafts.get(each.id)) for each in tickets]


def waiting_for_reply(actor: Actor) -> QuerySet[Ticket]:
    """待答复: what the actor's units, and for the centre all units of its area, must answer."""
    return _at_the_desk(actor).filter(state=State.REPLYING)


def waiting_for_delivery(actor: Actor) -> QuerySet[Ticket]:
    """Answered, and not yet proven to have reached the citizen."""
    return _at_the_desk(actor).filter(
        state=State.FOLLOWING_UP, reply_id__isnull=False, reply_delivered_at__isnull=True
    )


def _at_the_desk(actor: Actor) -> QuerySet[Ticket]:
    units = actor.units_with("reply")
    mine = Q(unit_id__in=units)
    if centre_of(home_of(actor)) in units:
        mine = Q()
    return tickets_visible_to(actor).filter(mine, is_origin=True, archived_at__isnull=True)


def answers_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, list[Answer]]:
    """Replies to several tickets with their proofs, oldest first."""
    found: dict[UUID, list[Answer]] = {ticket_id: [] for ticket_id in ticket_ids}
    rows = Answer.objects.filter(ticket_id__in=list(found)).select_related("reply")
    for row in rows.prefetch_related("proofs", "reply__answers__ticket").order_by("at", "id"):
        found[row.ticket_id].append(row)
    return found


def drafts_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, ReplyDraft]:
    """The drafts of several tickets, where there are any."""
    return {row.ticket_id: row for row in ReplyDraft.objects.filter(ticket_id__in=list(ticket_ids))}
