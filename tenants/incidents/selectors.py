"""Reads of incidents."""

from collections.abc import Collection, Iterable, Mapping
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from incidents.access import incidents_for
from incidents.models import Incident, IncidentAnswer, IncidentArea, IncidentContact, IncidentState
from people.actor import Actor

CANDIDATES = 20
ROOT_DIGITS = 2  # categories have two digits a level


def candidates_for(
    *, actor: Actor, area_unit_id: UUID | None = None, category: str = ""
) -> list[Incident]:
    """Open incidents that a new call may be about, nearest first.

    Same branch of categories before others, then by how many steps of the tree of areas lie
    between, then by how much of the category agrees, then the newest.
    """
    opened = incidents_for(actor).filter(state=IncidentState.OPEN).order_by("-opened_at", "-id")
    incidents = list(opened)
    place = unit_by_id(area_unit_id)
    paths = _paths_of(incidents) if place is not None else {}

    def distance(incident: Incident) -> tuple[bool, int, int]:
        steps = min((_steps(place, path) for path in paths.get(incident.id, ())), default=0)
        agreed = _agreed(category, incident.category)
        other_branch = bool(category) and agreed < ROOT_DIGITS
        return other_branch, steps, -agreed

    return sorted(incidents, key=distance)[:CANDIDATES]


def _paths_of(incidents: Iterable[Incident]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = IncidentArea.objects.filter(incident__in=[each.id for each in incidents])
    for incident_id, path in rows.values_list("incident_id", "unit__path"):
        found.setdefault(incident_id, []).append(path)
    return found


def _steps(place: Unit | None, path: str) -> int:
    """Steps up and down the tree from a place to an area: 0 the same, 1 the level above or below.

    An area that contains the place is nearer than one as far away beside it.
    """
    assert place is not None
    here, there = place.path.strip("/").split("/"), path.strip("/").split("/")
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))))
    return len(here) + len(there) - 2 * shared


def _agreed(wanted: str, category: str) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, category, strict=False))
    return len(list(pairs))


def areas_of(incident_ids: Iterable[UUID]) -> Mapping[UUID, list[Unit]]:
    """The units that several incidents concern, by code."""
    found: dict[UUID, list[Unit]] = {incident_id: [] for incident_id in incident_ids}
    rows = IncidentArea.objects.filter(incident__in=list(found)).select_related("unit")
    for row in rows.order_by("unit__code"):
        found[row.incident_id].append(row.unit)
    return found


def answers_of(incident_ids: Iterable[UUID]) -> Mapping[UUID, list[IncidentAnswer]]:
    """All that was said about several incidents, oldest first."""
    found: dict[UUID, list[IncidentAnswer]] = {incident_id: [] for incident_id in incident_ids}
    for each in IncidentAnswer.objects.filter(incident__in=list(found)).order_by("version"):
        found[each.incident_id].append(each)
    return found


def counts_of(incident_ids: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """`citizens` still attached, their `calls` are not counted twice; `detached` have a ticket."""
    ids = list(incident_ids)
    rows = IncidentContact.objects.filter(incident__in=ids).values("incident_id")
    counted = rows.annotate(
        citizens=Count("id", filter=Q(detached_at=None)),
        detached=Count("id", filter=~Q(detached_at=None)),
    )
    nobody = {"citizens": 0, "detached": 0}
    return {**dict.fromkeys(ids, nobody), **{row["incident_id"]: row for row in counted}}


def open_events_of(actor: Actor, ticket_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The titles of open incidents the actor may see, by the ticket that is their work order."""
    found = incidents_for(actor).filter(state=IncidentState.OPEN, ticket__in=list(ticket_ids))
    return dict(found.values_list("ticket_id", "title"))
