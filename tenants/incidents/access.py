"""The only doors to incidents. Everybody at work in a workspace knows its events; who called is
for those who answer for them."""

from uuid import UUID

from django.db.models import QuerySet

from incidents.models import Incident, IncidentContact
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of

# Whoever answers the phone, directs, or watches.
KNOWING = ("register", "dispatch", "supervise")


def directs(actor: Actor) -> bool:
    """Whether the actor opens, changes and ends incidents: dispatches at the hotline office."""
    return actor.may("dispatch", centre_of(home_of(actor)))


def require_director(actor: Actor) -> None:
    if not directs(actor):
        raise PermissionDenied


def require_seat(actor: Actor) -> UUID:
    """The unit in which the actor answers the phone."""
    units = actor.units_with("register")
    if not units:
        raise PermissionDenied
    centre = centre_of(home_of(actor))
    return centre if centre in units else min(units)


def incidents_for(actor: Actor) -> QuerySet[Incident]:
    """Incidents of the workspace, if the actor's work is to know them."""
    home_of(actor)
    knows = any(actor.units_with(each) for each in KNOWING)
    return Incident.objects.all() if knows else Incident.objects.none()


def incident_for(actor: Actor, incident_id: UUID | None) -> Incident:
    """One incident; absent and forbidden raise alike."""
    found = incidents_for(actor).filter(pk=incident_id).first() if incident_id else None
    if found is None:
        raise PermissionDenied
    return found


def contacts_for(actor: Actor) -> QuerySet[IncidentContact]:
    """Callers of incidents: all for the office that directs them, a seat's own for the seat."""
    if directs(actor):
        return IncidentContact.objects.all()
    if not actor.units_with("register"):
        return IncidentContact.objects.none()
    return IncidentContact.objects.filter(agent_id=actor.user_id)


def contact_for(actor: Actor, contact_id: UUID | None) -> IncidentContact:
    """One caller of an incident; absent and forbidden raise alike."""
    found = contacts_for(actor).filter(pk=contact_id).first() if contact_id else None
    if found is None:
        raise PermissionDenied
    return found
