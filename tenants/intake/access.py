"""The only doors to drafts, handovers and calls. Absent and forbidden are one answer."""

from uuid import UUID

from django.db.models import QuerySet

from hierarchy.selectors import predecessors_of
from intake.models import CallRecord, Draft, DraftState, Praise, ShiftHandover
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of, oversees

# Whoever directs a unit's seats may move the drafts of somebody who cannot (病假 …).
DIRECTING = ("supervise", "dispatch")
# Whoever answers calls, or directs those who do, reads what came of calls.
CALLS = ("register", *DIRECTING)


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """All drafts the actor answers for, closed ones included."""
    return Draft.objects.filter(owner_id=actor.user_id)


def draft_of(actor: Actor, draft_id: UUID | None) -> Draft:
    """One draft of the actor."""
    draft = drafts_of(actor).filter(pk=draft_id).first() if draft_id else None
    if draft is None:
        raise PermissionDenied
    return draft


def units_directed(actor: Actor) -> frozenset[UUID]:
    """Units whose unfinished drafts the actor may see (not read) and move."""
    return frozenset().union(*(actor.units_with(each) for each in DIRECTING))


def open_drafts_directed(actor: Actor) -> QuerySet[Draft]:
    """Unfinished drafts of the units the actor directs; whose and since when, not what."""
    return Draft.objects.filter(unit_id__in=units_directed(actor), state=DraftState.OPEN)


def handovers_seen(actor: Actor) -> QuerySet[ShiftHandover]:
    """Handovers from and to the actor, and those of the units the actor directs."""
    mine = ShiftHandover.objects.filter(from_user_id=actor.user_id)
    to_me = ShiftHandover.objects.filter(to_user_id=actor.user_id)
    directed = ShiftHandover.objects.filter(unit_id__in=units_directed(actor))
    return mine | to_me | directed


def may_read(actor: Actor, draft: Draft) -> bool:
    """The owner reads a draft, and so does whoever is asked to take it over."""
    if draft.owner_id == actor.user_id:
        return True
    waiting = draft.handover if draft.state == DraftState.OPEN else None
    return waiting is not None and waiting.to_user_id == actor.user_id


def calls_seen(actor: Actor) -> QuerySet[CallRecord]:
    """Calls without a ticket: the centre's people see the whole workspace's, others their own
    units'.
    """
    centre = centre_of(home_of(actor))
    if any(actor.may(each, centre) for each in CALLS):
        return CallRecord.objects.all()
    units = frozenset().union(*(actor.units_with(each) for each in CALLS))
    if not units:
        raise PermissionDenied
    return CallRecord.objects.filter(unit_id__in=units)


def praises_seen(actor: Actor) -> QuerySet[Praise]:
    """Praise of the actor's units and of those whose place they took; all of the workspace's for
    whoever oversees it.
    """
    if oversees(actor):
        return Praise.objects.all()
    units = actor.unit_ids()
    return Praise.objects.filter(unit_id__in=units | predecessors_of(units))
