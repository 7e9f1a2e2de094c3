"""Reads of applications and disputes, and the doors to them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from applications.models import Application, Dispute
from hierarchy.selectors import root_unit
from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import home_of, tickets_visible_to

NOTHING = UUID(int=0)


def deciding_units(actor: Actor) -> frozenset[UUID]:
    """The units for which the actor decides; a centre's people also for its own area's tickets."""
    return actor.units_with("review") | actor.units_with("dispatch")


def to_decide(actor: Actor) -> QuerySet[Application]:
    """What waits for the actor's units to be decided."""
    return Application.objects.filter(
        to_unit_id__in=deciding_units(actor), state=Application.State.PENDING
    ).select_related("ticket")


def application_for(
    actor: Actor, application_id: UUID | None, assignment_id: UUID | None, kind: Application.Kind
) -> Application:
    """One application on a ticket the actor may see; by its id, or the pending one of a giving."""
    visible = Application.objects.filter(
        ticket__in=tickets_visible_to(actor).values("pk"), kind=kind
    ).select_related("ticket__case__state")
    if application_id is not None:
        found = visible.filter(pk=application_id).first()
    else:
        found = visible.filter(assignment_id=assignment_id or NOTHING).order_by("-asked_at").first()
    if found is None:
        raise PermissionDenied
    return found


def applications_of(ticket_ids: Collection[UUID]) -> Mapping[UUID, list[Application]]:
    """Applications on several tickets, oldest first."""
    found: dict[UUID, list[Application]] = {ticket_id: [] for ticket_id in ticket_ids}
    for each in Application.objects.filter(ticket_id__in=list(found)).order_by("asked_at", "id"):
        found[each.ticket_id].append(each)
    return found


def disputes_for(actor: Actor) -> QuerySet[Dispute]:
    """Disputes the actor's units rule on, raised, or are ruled about."""
    units = actor.unit_ids()
    mine = Dispute.objects.filter(arbiter_unit_id__in=units)
    return (
        mine
        | Dispute.objects.filter(giver_unit_id__in=units)
        | Dispute.objects.filter(receiver_unit_id__in=units)
    )


def dispute_for(actor: Actor, dispute_id: UUID | None) -> Dispute:
    """The dispute, if the actor decides for its arbiter. Absent and forbidden answer alike."""
    found = Dispute.objects.filter(
        pk=dispute_id or NOTHING, arbiter_unit_id__in=deciding_units(actor)
    ).first()
    if found is None:
        raise PermissionDenied
    return found


def dispute_of(assignment_id: UUID | None) -> Dispute | None:
    return Dispute.objects.filter(assignment_id=assignment_id or NOTHING).first()


def centre_root(actor: Actor) -> UUID:
    """The unit that is the hotline office of the actor's workspace."""
    root = root_unit(home_of(actor))
    assert root is not None
    return root.id
