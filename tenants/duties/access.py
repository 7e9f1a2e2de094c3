"""Whose roster a person may keep and read."""

from uuid import UUID

from django.db.models import QuerySet

from hierarchy.models import Unit, today
from hierarchy.selectors import open_on, unit_by_id
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of

# At the centre for every unit of the workspace, and in a unit for its own roster.
KEEPING = ("administer", "dispatch", "sign_off")


def may_keep_all(actor: Actor) -> bool:
    """Whether the actor keeps the rosters of the whole workspace."""
    centre = centre_of(home_of(actor))
    return any(actor.may(each, centre) for each in KEEPING)


def units_kept_by(actor: Actor) -> "QuerySet[Unit]":
    """Open units of the actor's workspace whose rosters they keep, by code."""
    home = home_of(actor)
    found = Unit.objects.filter(open_on(today()), workspace=home.id, is_statistical=False)
    if not may_keep_all(actor):
        own = frozenset().union(*(actor.units_with(each) for each in KEEPING))
        found = found.filter(pk__in=own)
    return found.order_by("code")


def kept_unit(actor: Actor, unit_id: UUID | None) -> Unit:
    """The unit, if the actor keeps its roster. Absent and forbidden are one answer."""
    unit = units_kept_by(actor).filter(pk=unit_id).first() if unit_id else None
    if unit is None:
        raise PermissionDenied
    return unit


def unit_within_reach(actor: Actor, unit_id: UUID | None) -> Unit:
    """A unit whose duty persons the actor may see: below the centre they dispatch for, of their
    own workspace, or one they belong to.
    """
    home = home_of(actor)
    unit = unit_by_id(unit_id)
    if unit is None:
        raise PermissionDenied
    centre = unit_by_id(centre_of(home))
    assert centre is not None
    dispatches = any(actor.may(each, centre.id) for each in ("dispatch", "supervise"))
    below = unit.path.startswith(centre.path)
    own = actor.unit_ids()
    if not (dispatches and below) and unit.id not in own and unit.parent_id not in own:
        raise PermissionDenied
    return unit
