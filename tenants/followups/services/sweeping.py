"""What time brings: invitations to rate, and the end of follow-ups that nobody answered."""

from datetime import timedelta

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.lookups import GreaterThanOrEqual

from followups.defaults import NOT_RATED
from followups.models import Conclusion, FollowUp, RatingInvitation, Source
from followups.selectors import DUE, waiting
from followups.services.inviting import invite
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import system_actor
from taxonomy.selectors import kinds
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs
from tickets.access import acting_place
from tickets.commands import command
from tickets.models import Ticket
from tickets.moves import change
from tickets.states import Verb

log = structlog.get_logger(__name__)
SHARE = 200  # tickets of one workspace in one round
# Older ones were called long ago, or belong to before ratings were sent.
FRESH = timedelta(days=7)


def sweep_follow_ups() -> tuple[int, int]:
    """Invite and conclude what is due in all workspaces; how many of each. In public context."""
    invited = concluded = 0
    for ref in workspace_refs():
        with in_workspace(ref):
            invited += sum(_invite(ticket) for ticket in _to_invite(ref))
            concluded += sum(_conclude(ref, ticket) for ticket in _to_conclude())
    return invited, concluded


def _of_this_round() -> QuerySet[RatingInvitation]:
    return RatingInvitation.objects.filter(ticket=OuterRef("pk"), round=OuterRef("rework_count"))


def _to_invite(ref: WorkspaceRef) -> list[Ticket]:
    """Newly answered requests of kinds for which a rating is enough (R6, taxonomy)."""
    suffices = [kind.code for kind in kinds(home=ref) if kind.rating_suffices]
    found = (
        waiting()
        .filter(
            ~Exists(_of_this_round()),
            kind__in=suffices,
            caller__isnull=False,
        )
        .filter(GreaterThanOrEqual(DUE, now() - FRESH))
    )
    attempted = FollowUp.objects.filter(ticket=OuterRef("pk"), round=OuterRef("rework_count"))
    return list(found.filter(~Exists(attempted)).order_by("id")[:SHARE])


def _invite(ticket: Ticket) -> bool:
    try:
        with transaction.atomic():
            invite(ticket, RatingInvitation.Occasion.SUFFICES, at=now())
    except IntegrityError:  # another sweep was faster
        return False
    return True


def _to_conclude() -> list[Ticket]:
    """Enough attempts were made, a rating was asked for, and its time is over."""
    asked = _of_this_round().filter(occasion=RatingInvitation.Occasion.LAST_RESORT)
    found = waiting().filter(Exists(asked), next_follow_up_at__lte=now())
    return list(found.order_by("next_follow_up_at", "id")[:SHARE])


def _conclude(ref: WorkspaceRef, ticket: Ticket) -> bool:
    """未联系上: the follow-up is done, and counts in no denominator of satisfaction."""
    platform = system_actor(ref, unit_id=ticket.unit_id, may=frozenset({"follow_up"}))
    try:
        ticket, place = acting_place(platform, Verb.FOLLOW_UP, ticket.id, None)
        with command(
            actor=platform, verb=Verb.FOLLOW_UP, ticket=ticket, place=place, note="多次未联系上"
        ) as move:
            with move.session.in_workspace(ref):
                FollowUp.objects.create(
                    ticket_id=ticket.id,
                    attempt=ticket.follow_up_count + 1,
                    round=ticket.rework_count,
                    at=move.session.at,
                    source=Source.PLATFORM,
                    actor_name=platform.name,
                    result_code=NOT_RATED,
                    reached=False,
                    conclusion=Conclusion.UNREACHED,
                )
                change(Ticket, ticket.id, follow_up_count=F("follow_up_count") + 1)
            done = {"followed_up_at": move.session.at, "next_follow_up_at": None}
            move.apply(receiver=place, receiver_values=done)
    except (DomainError, PermissionDenied, IntegrityError):
        # Somebody was faster: the next round sees what is left.
        log.info("follow_up.conclusion_overtaken", ticket_id=str(ticket.id))
        return False
    return True
