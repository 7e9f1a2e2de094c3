"""The whole way of a city into the platform."""

from datetime import date
from pathlib import Path

from django.db import transaction

from hierarchy.onboarding.reading import read_table
from hierarchy.onboarding.workspaces import Step, ensure_workspaces, in_silence, offices_of
from hierarchy.onboarding.writing import Outcome, write_units
from tenancy.owner import as_owner


def onboard_city(
    *,
    path: Path,
    city_code: str,
    since: date | None = None,
    step: Step = in_silence,
) -> tuple[Outcome, list[str]]:
    """Units as the table says, then a workspace for the city and each county.

    Idempotent, and resumable: units are written in one transaction, and each workspace is
    completed on its own. Returns what became of the units and the slugs made ready.
    """
    rows = read_table(path)
    with as_owner(), transaction.atomic():
        outcome = write_units(rows, city_code=city_code, since=since)
        offices_of(city_code)  # a name that can have no path is refused before anything is kept
    return outcome, ensure_workspaces(city_code=city_code, step=step)
