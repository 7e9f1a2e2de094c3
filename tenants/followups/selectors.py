"""Reads of follow-up: who waits to be asked, and what they said."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from custody.states import State
from followups.access import require_asking
from followups.handled import OF_THE_SEAT
from followups.models import FollowUp, RatingInvitation
from followups.plans import plan_now
from kernel.clock import now
from people.actor import Actor
from tickets.access import tickets_visible_to
from tickets.models import Ticket

# Since or from when somebody waits to be asked.
DUE = Coalesce("next_follow_up_at", "replied_at", "registered_at")


def waiting(tickets: QuerySet[Ticket] | None = None) -> QuerySet[Ticket]:
    """Of these (or all) every request that still has to be followed up, however it was answered.

    The annotation `follow_up_due` says since or from when.
    """
    return (
        (Ticket.objects.all() if tickets is None else tickets)
        .filter(
            Q(reply_id__isnull=True) | Q(reply_delivered_at__isnull=False),
            is_origin=True,
            archived_at__isnull=True,
            state=State.FOLLOWING_UP,
            followed_up_at__isnull=True,
        )
        .annotate(follow_up_due=DUE)
        .select_related("case__state")
    )


def queue_for(actor: Actor, *, due_only: bool) -> QuerySet[Ticket]:
    """What the accepting centre's people are to ask, without what still waits for a rating.

    With `due_only` only what is to be tried now. Raises PermissionDenied for anybody else.
    """
    require_asking(actor)
    since = now() - timedelta(hours=plan_now().rating_wait_hours)
    rating_open = RatingInvitation.objects.filter(
        ticket=OuterRef("pk"), round=OuterRef("rework_count"), at__gt=since
    )
    found = waiting(tickets_visible_to(actor)).filter(~Exists(rating_open))
    # What somebody dealt with on the telephone is not offered to them.
    found = found.exclude(registered_by=actor.user_id, way__in=OF_THE_SEAT)
    return found.filter(LessThanOrEqual(DUE, now())) if due_only else found


def follow_ups_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, list[FollowUp]]:
    """Attempts of several tickets, first to last."""
    found: dict[UUID, list[FollowUp]] = {ticket_id: [] for ticket_id in ticket_ids}
    for row in FollowUp.objects.filter(ticket_id__in=list(found)).order_by("attempt"):
        found[row.ticket_id].append(row)
    return found


def invitations_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, RatingInvitation]:
    """The newest invitation of this round for each of several tickets."""
    rows = RatingInvitation.objects.filter(
        ticket_id__in=list(ticket_ids), round=F("ticket__rework_count")
    )
    return {row.ticket_id: row for row in rows.order_by("at", "id")}
