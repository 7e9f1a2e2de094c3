"""Reads: what needs a leader, what waits for one, and who may sign."""

from collections.abc import Collection, Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from hierarchy.models import today
from kernel.errors import PermissionDenied
from people.actor import Actor
from people.models import Membership
from people.roles import ROLES
from signoffs.models import Act, Instruction, SignOff, SignOffPolicy, Substitution
from tickets.access import tickets_visible_to

NOTHING = UUID(int=0)
SIGNING_ROLES = tuple(role for role, held in ROLES.items() if "sign_off" in held)
Row = TypeVar("Row", SignOff, Instruction)


def acts_of(unit_id: UUID) -> frozenset[Act]:
    """Which acts of a unit need its leader now."""
    newest = newest_policy(unit_id)
    return frozenset(Act(act) for act in newest.acts) if newest else frozenset()


def newest_policy(unit_id: UUID) -> SignOffPolicy | None:
    """The policy that counts, if the unit ever had one."""
    return SignOffPolicy.objects.filter(unit_id=unit_id).order_by("-since", "-id").first()


def substitutions(unit_id: UUID) -> QuerySet[Substitution]:
    """Who stands in for a unit's leader, now or later."""
    return Substitution.objects.filter(
        unit_id=unit_id, ended_at__isnull=True, last_day__gte=today()
    ).order_by("first_day", "id")


def may_sign(actor: Actor, unit_id: UUID) -> bool:
    """Whether the actor signs for a unit: its leader, or who stands in today."""
    return actor.may("sign_off", unit_id) or unit_id in stood_in_for(actor)


def stood_in_for(actor: Actor) -> frozenset[UUID]:
    """The units in which the actor stands in for the leader today, and still belongs to."""
    day = today()
    found = Substitution.objects.filter(
        substitute_id=actor.user_id,
        ended_at__isnull=True,
        first_day__lte=day,
        last_day__gte=day,
        unit_id__in=list(actor.grants),
    )
    return frozenset(found.values_list("unit_id", flat=True))


def signed_units(actor: Actor) -> frozenset[UUID]:
    return actor.units_with("sign_off") | stood_in_for(actor)


def somebody_signs(unit_id: UUID) -> bool:
    """Whether anybody can sign for the unit at all."""
    leaders = Membership.objects.in_force().filter(unit_id=unit_id, role__in=SIGNING_ROLES)
    day = today()
    standing_in = substitutions(unit_id).filter(first_day__lte=day)
    return leaders.exists() or standing_in.exists()


def to_sign(actor: Actor) -> QuerySet[SignOff]:
    """What waits for the actor's signature."""
    return SignOff.objects.filter(
        unit_id__in=signed_units(actor), state=SignOff.State.PENDING
    ).select_related("ticket")


def sign_off_for(actor: Actor, sign_off_id: UUID | None) -> SignOff:
    """One of them. Absent and forbidden answer alike."""
    found = SignOff.objects.filter(
        pk=sign_off_id or NOTHING, unit_id__in=signed_units(actor)
    ).select_related("ticket")
    sign_off = found.first()
    if sign_off is None or not tickets_visible_to_signer(actor, sign_off):
        raise PermissionDenied
    return sign_off


def tickets_visible_to_signer(actor: Actor, sign_off: SignOff) -> bool:
    return tickets_visible_to(actor).filter(pk=sign_off.ticket_id).exists()


def by_ticket(
    model: type[Row], ticket_ids: Collection[UUID], order: str
) -> Mapping[UUID, list[Row]]:
    """Rows of several tickets, oldest first."""
    found: dict[UUID, list[Row]] = {ticket_id: [] for ticket_id in ticket_ids}
    for each in model.objects.filter(ticket_id__in=list(found)).order_by(order, "id"):
        found[each.ticket_id].append(each)
    return found
