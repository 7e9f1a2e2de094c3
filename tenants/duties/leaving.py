"""Shifts of somebody who leaves a unit, and rosters and calls of a unit that ends."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from duties.models import CallState, DutyCall, DutyShift
from duties.services.shifts import ORDER_AT_MOST, copy_shift, end_shift
from hierarchy.models import today
from hierarchy.selectors import present_unit
from people.handovers import Handover, Leaving
from tickets.copies import open_copies
from tickets.moves import Move, admit_unit
from tickets.states import CLOSED
from tickets.succession import Kept


def count_shifts(leaving: Leaving) -> int:
    """Shifts of the person in the unit that are not over."""
    return _ahead(leaving.unit_id).filter(user=leaving.user_id).count()


def pass_shifts_on(leaving: Leaving) -> int:
    """The successor stands in the same places of the roster from today on."""
    assert leaving.successor_id is not None
    with transaction.atomic():
        shifts = list(_ahead(leaving.unit_id).filter(user=leaving.user_id).select_for_update())
        for shift in shifts:
            until = shift.valid_to
            end_shift(shift, today())
            copy_shift(shift, by=leaving.by.person_id, user_id=leaving.successor_id, valid_to=until)
    return len(shifts)


def carry_rosters_over(_message_id: UUID, payload: dict[str, str]) -> None:
    """A unit ended: its people, who go on in the successor, are on duty there as before.

    Whoever stands on the successor's roster is called first.
    """
    old, new = UUID(payload["from_unit_id"]), present_unit(payload["to_unit_id"]).pk
    shifts = list(_ahead(old).select_for_update().order_by("day", "weekday", "starts", "order"))
    for day in {shift.day for shift in shifts if shift.day is not None}:
        _date_weekly(new, day)
    for shift in shifts:
        until = shift.valid_to
        end_shift(shift, today())
        there = _ahead(new).filter(weekday=shift.weekday, day=shift.day, starts=shift.starts)
        taken = set(there.values_list("order", flat=True))
        free = [place for place in range(shift.order, ORDER_AT_MOST + 1) if place not in taken]
        if free:  # a twenty-first person is never called
            copy_shift(shift, by=None, unit_id=new, order=free[0], valid_to=until)


def _date_weekly(unit_id: UUID, day: date) -> None:
    """Shifts of a date stand in the place of weekly ones: keep those of the unit beside them."""
    held = _ahead(unit_id)
    if held.filter(day=day).exists():
        return
    weekly = held.filter(weekday=day.weekday(), valid_from__lte=day)
    for shift in weekly.filter(Q(valid_to=None) | Q(valid_to__gt=day)):
        copy_shift(shift, by=None, weekday=None, day=day, valid_from=day)


def _ahead(unit_id: UUID) -> "QuerySet[DutyShift]":
    """Shifts of a unit that are not over."""
    found = DutyShift.objects.filter(unit=unit_id, removed_at=None)
    return found.filter(
        Q(day__isnull=True) & (Q(valid_to=None) | Q(valid_to__gt=today())) | Q(day__gte=today())
    )


def carry_calls(move: Move, old: UUID, new: UUID) -> None:
    """Calls that wait for the old unit wait for the new one, which sees the case from now on."""
    for ref, ticket in open_copies(move.session):
        with move.session.in_workspace(ref):
            waiting = DutyCall.objects.filter(
                ticket_id=ticket.id, unit_id=old, state=CallState.WAITING
            )
            carried = waiting.update(unit_id=new)
            if carried:
                admit_unit(ticket.id, new, move.session.at)
        if carried:
            move.tell(ref, ticket.id)


def called_cases(unit_id: UUID) -> Collection[UUID]:
    """Open cases to which the unit was called without having a place in them."""
    waiting = DutyCall.objects.filter(
        unit_id=unit_id, state=CallState.WAITING, ticket__archived_at__isnull=True
    )
    return list(waiting.exclude(ticket__state__in=CLOSED).values_list("ticket__case", flat=True))


SHIFTS = Handover("值班", count_shifts, pass_shifts_on)
CALLS = Kept(carry_calls, called_cases)
