"""On what ground a person may see who called. The only place that says so."""

from dataclasses import dataclass
from uuid import UUID

from custody.states import State
from hierarchy.models import Kind as UnitKind
from hierarchy.models import Unit
from identity.models import Ground, IdentityRelease, Tier
from identity.session import identity_session, live_release, origin_ticket
from kernel.errors import PermissionDenied
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tickets.access import NOBODY, centre_of, home_of, ticket_for
from tickets.models import Assignment, Role, Ticket
from tickets.places import Place, inner_places, own_place, receipt_of, workspace_by_id

# The part of a receiver in which it needs the citizen: not after report, return or withdrawal.
LIVE = frozenset({State.RECEIVED, State.HANDLING})
WORKING = ("handle", "dispatch")


@dataclass(frozen=True)
class Basis:
    """The ground on which somebody may see an identity now, and for whom they act."""

    ground: Ground
    tier: Tier
    ticket: Ticket
    origin: WorkspaceRef
    unit_id: UUID
    assignment_id: UUID | None = None
    release: IdentityRelease | None = None


def ticket_named(actor: Actor, ticket_id: UUID | None, assignment_id: UUID | None) -> Ticket:
    """The ticket, named by itself or by one of its givings; absent and forbidden answer alike."""
    if assignment_id is None:
        return ticket_for(actor, ticket_id)
    inner = Assignment.objects.filter(pk=assignment_id, to_workspace__isnull=True).first()
    if inner is not None:
        found: UUID | None = inner.ticket_id
    else:
        copies = Ticket.objects.filter(assignment_id=assignment_id)
        found = copies.values_list("id", flat=True).first()
    if ticket_id is not None and ticket_id != found:
        found = None
    return ticket_for(actor, found or NOBODY)


def basis_of(actor: Actor, ticket: Ticket, assignment_id: UUID | None = None) -> Basis:
    """Why the actor may see who called; PermissionDenied if there is no ground now."""
    basis = find_basis(actor, ticket, assignment_id)
    if basis is None:
        raise PermissionDenied
    return basis


def find_basis(actor: Actor, ticket: Ticket, assignment_id: UUID | None = None) -> Basis | None:
    """The same, None without a ground. Grounds end by themselves: nothing has to be taken away."""
    if actor.user_id is None:
        return None
    if unit_id := _revealing_unit(actor, ticket):
        tier = Tier.SECRET if ticket.secret else Tier.ORDINARY
        return Basis(Ground.CENTRE, tier, ticket, home_of(actor), unit_id)
    if ticket.secret:
        return _by_release(actor, ticket)
    for place in _places(actor, ticket):
        named = receiving_id(place, ticket)
        if assignment_id in {None, named} and _works_at(actor, place) and _may_call(place):
            origin = workspace_by_id(ticket.case.state.origin_workspace_id)
            return Basis(Ground.ASSIGNMENT, Tier.ORDINARY, ticket, origin, place.unit_id, named)
    return None


def is_inside(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor belongs to those who took the request down, or to their centre."""
    if not ticket.is_origin:
        return False
    return bool({ticket.unit_id, centre_of(home_of(actor))} & actor.unit_ids())


def _revealing_unit(actor: Actor, ticket: Ticket) -> UUID | None:
    """The accepting unit in whose name the actor reveals; of a secret request the centre alone."""
    if not ticket.is_origin:
        return None
    units = [centre_of(home_of(actor))]
    if not ticket.secret:
        units.append(ticket.unit_id)
    return next((unit for unit in units if actor.may("reveal", unit)), None)


def _places(actor: Actor, ticket: Ticket) -> list[Place]:
    home = home_of(actor)
    own = [] if ticket.is_origin else [own_place(home, ticket)]
    return [*own, *inner_places(home, ticket)]


def receiving_id(place: Place, ticket: Ticket) -> UUID | None:
    """The giving by which somebody stands at a place."""
    return place.assignment_id or ticket.assignment_id


def _works_at(actor: Actor, place: Place) -> bool:
    return any(actor.may(each, place.unit_id) for each in WORKING)


def _may_call(place: Place) -> bool:
    """A live part in the case; who only helps, and villages, were let to the citizen first."""
    receipt = receipt_of(place)
    if State(receipt.state) not in LIVE or receipt.ended_at is not None:
        return False
    return not needs_release(place) or receipt.contact_released


def needs_release(place: Place) -> bool:
    """Whether whoever stands there sees the telephone only where it was released."""
    if place.role == Role.ASSIST:
        return True
    return Unit.objects.filter(pk=place.unit_id, kind=UnitKind.VILLAGE).exists()


def _by_release(actor: Actor, ticket: Ticket) -> Basis | None:
    """The citizen agreed that this very person learns who they are."""
    assert actor.user_id is not None
    origin = workspace_by_id(ticket.case.state.origin_workspace_id)
    with identity_session() as session, session.in_workspace(origin):
        there = origin_ticket(ticket.case_id)
        release = live_release(there.ticket_id, actor.user_id, session.at) if there else None
    if release is None:
        return None
    return Basis(Ground.RELEASE, Tier.SECRET, ticket, origin, release.unit_id, release=release)
