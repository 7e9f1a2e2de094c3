"""Putting people on rosters in tests."""

from datetime import time
from typing import Any

from django.db import transaction

from duties.services.shifts import ShiftSpec, write_shift
from people.actor import Actor
from tenancy.context import in_workspace


def on_duty(city: Any, unit: Any, person: Actor, *, order: int = 1, phone: str = "") -> Actor:
    """Around the clock, every day of the week, from today on."""
    assert person.workspace is not None
    with in_workspace(person.workspace), transaction.atomic():
        for weekday in range(7):
            spec = ShiftSpec(
                unit_id=unit.id,
                user_id=person.user_id,
                weekday=weekday,
                starts=time(8),
                ends=time(8),
                order=order,
                phone=phone,
            )
            write_shift(spec=spec, by=None)
    return person
