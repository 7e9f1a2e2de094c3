"""Reads for those who administer: runs, members, units without a person."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hierarchy.models import Unit
from kernel.errors import PermissionDenied
from onboarding.access import administered_unit, centre_with, divisions_below
from people.actor import Actor
from people.models import ContactDuty, Membership
from people.selectors import units_without_person
from spreadsheets.kinds import ImportKind, all_kinds, kind_named
from spreadsheets.ledger import run_model


def kinds_for(actor: Actor) -> list[ImportKind[Any]]:
    """The kinds of workbook that the actor may bring in here."""
    found = []
    for kind in all_kinds():
        try:
            centre_with(actor, kind.permission)
        except PermissionDenied:
            continue
        found.append(kind)
    return found


def runs_for(actor: Actor, kind_name: str) -> QuerySet[Any]:
    """Runs of a kind in the divisions the actor administers."""
    kind = kind_named(kind_name)
    codes = divisions_below(actor, kind)
    found: QuerySet[Any] = run_model(kind).objects.filter(kind=kind.name, root_code__in=codes)
    return found


def units_lacking(actor: Actor, duties: list[ContactDuty]) -> QuerySet[Unit]:
    """Units of the actor's area with nobody at work for any of the duties, by code."""
    root = centre_with(actor, "administer", "dispatch")
    return units_without_person(duties).filter(path__startswith=root.path)


def members_of(actor: Actor, unit_id: UUID | None) -> QuerySet[Membership]:
    """Posts in force of a unit that the actor administers."""
    unit = administered_unit(actor, unit_id)
    return Membership.objects.in_force().filter(unit=unit)
