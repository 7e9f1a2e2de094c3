"""Who is on duty, who is called where nobody is, and where rosters have gaps.

These work in the workspace one stands in, under its own role and under custody's.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from duties.models import Basis, DutyCall, DutyRule, DutyShift
from duties.roster import gaps_between, on_duty_at
from hierarchy.models import Unit
from kernel.clock import LOCAL
from people.models import ContactDuty, Membership, UnitContact
from people.roles import Role
from people.selectors import names_of
from tickets.models import Assignment, Ticket

DEFAULT_MINUTES = 5
# Whoever answers for a unit that named nobody, in this order.
ANSWERING = (Role.LEADER, Role.HANDLER, Role.DISPATCHER, Role.MANAGER)


@dataclass(frozen=True)
class Called:
    """A person to call, and why this one. `until`: the end of a duty from the roster."""

    user_id: UUID
    name: str
    basis: Basis
    until: datetime | None = None


def who_is_on_duty(unit_id: UUID, at: datetime) -> list[Called]:
    """The unit's duty persons at a moment, in the order in which they are called.

    Whoever no longer works in the unit or cannot log in is left out, whatever the roster says.
    """
    turns = on_duty_at(list(shifts_of([unit_id], at)), at)
    names = _names_at_work(unit_id, [turn.user_id for turn in turns])
    return [
        Called(turn.user_id, names[turn.user_id], Basis.ROSTER, turn.end)
        for turn in turns
        if turn.user_id in names
    ]


def people_to_call(unit_id: UUID, at: datetime) -> list[Called]:
    """The duty persons; without any, the named leader and handler, else who works there so."""
    return who_is_on_duty(unit_id, at) or _named(unit_id) or _answering(unit_id)


def shifts_of(unit_ids: Collection[UUID], at: datetime) -> "QuerySet[DutyShift]":
    """Shifts that can matter from the day before `at` on."""
    day = at.astimezone(LOCAL).date()
    found = DutyShift.objects.filter(unit__in=list(unit_ids), removed_at=None)
    return found.filter(Q(valid_to=None) | Q(valid_to__gte=day)).order_by(
        "weekday", "day", "starts", "order"
    )


def acknowledge_minutes() -> int:
    """How long a call waits here."""
    rule = DutyRule.objects.order_by("-since", "-id").first()
    return rule.acknowledge_minutes if rule else DEFAULT_MINUTES


@dataclass(frozen=True)
class Gap:
    """A time without anybody on duty. `is_empty`: the unit has no shifts at all."""

    unit: Unit
    start: datetime
    end: datetime
    is_empty: bool


def roster_gaps(units: Iterable[Unit], start: datetime, end: datetime) -> list[Gap]:
    """Times between two moments at which one of the units has nobody on duty, by unit."""
    wanted = list(units)
    at_work = _at_work([unit.id for unit in wanted])
    shifts: dict[UUID, list[DutyShift]] = {unit.id: [] for unit in wanted}
    for shift in shifts_of(list(shifts), start):
        if (shift.unit_id, shift.user_id) in at_work:
            shifts[shift.unit_id].append(shift)
    return [
        Gap(unit, begins, ends, is_empty=not shifts[unit.id])
        for unit in wanted
        for begins, ends in gaps_between(shifts[unit.id], start, end)
    ]


def calls_of_tickets(ticket_ids: Collection[UUID]) -> Mapping[UUID, list[DutyCall]]:
    """The calls of several tickets, first one first."""
    found: dict[UUID, list[DutyCall]] = {ticket_id: [] for ticket_id in ticket_ids}
    for call in DutyCall.objects.filter(ticket__in=list(found)).order_by("called_at", "position"):
        found[call.ticket_id].append(call)
    return found


def signed_at_of(assignment_ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """When givings were signed for, of those that were."""
    ids = list(assignment_ids)
    given = Assignment.objects.filter(pk__in=ids, signed_at__isnull=False)
    found = dict(given.values_list("id", "signed_at"))
    arrived = Ticket.objects.filter(assignment_id__in=ids, signed_at__isnull=False)
    found |= dict(arrived.values_list("assignment_id", "signed_at"))
    return found


def _names_at_work(unit_id: UUID, user_ids: Collection[UUID]) -> dict[UUID, str]:
    if not user_ids:
        return {}
    there = {user_id for unit, user_id in _at_work([unit_id]) if user_id in user_ids}
    return names_of(there)


def _at_work(unit_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Unit and person, for everybody who works there today and can log in."""
    works = Membership.objects.in_force().filter(unit__in=list(unit_ids), user__is_active=True)
    return set(works.values_list("unit_id", "user_id"))


def _named(unit_id: UUID) -> list[Called]:
    basis = {ContactDuty.LEADER: Basis.LEADER, ContactDuty.HANDLER: Basis.HANDLER}
    named = UnitContact.objects.in_force().filter(unit=unit_id)
    rows = named.order_by("-duty").values_list("user_id", "user__name", "duty")
    found: dict[UUID, Called] = {}
    for user_id, name, duty in rows:
        found.setdefault(user_id, Called(user_id, name, basis[ContactDuty(duty)]))
    return list(found.values())


def _answering(unit_id: UUID) -> list[Called]:
    works = Membership.objects.in_force().filter(
        unit=unit_id, user__is_active=True, role__in=ANSWERING
    )
    rows = list(works.values_list("user_id", "user__name", "role"))
    rows.sort(key=lambda row: (ANSWERING.index(Role(row[2])), row[1], row[0]))
    found: dict[UUID, Called] = {}
    for user_id, name, role in rows:
        basis = Basis.LEADER if role in {Role.LEADER, Role.MANAGER} else Basis.HANDLER
        found.setdefault(user_id, Called(user_id, name, basis))
    return list(found.values())


def with_people(units: "QuerySet[Unit]") -> "QuerySet[Unit]":
    """Of these units the ones in which somebody works today."""
    works = Membership.objects.in_force().filter(unit=OuterRef("pk"), role__in=ANSWERING)
    return units.filter(Exists(works))
