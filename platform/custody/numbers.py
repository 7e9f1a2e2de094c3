"""Case numbers: one sequence per city and year. Gaps are allowed, repeats are not."""

from datetime import datetime

from django.db import connection

from kernel.clock import LOCAL, now
from tenancy import roles
from tenancy.context import WorkspaceRef
from tenancy.models import Workspace

YEARS_AHEAD = 5


def _sequence(city_code: str, year: int) -> str:
    return f"custody_number_{city_code}_{year}"


def prepare_numbers(ref: WorkspaceRef) -> None:
    """Owner's step at provisioning and at every upgrade: a city's sequences some years ahead."""
    if ref.level != Workspace.Level.CITY:
        return
    this_year = now().astimezone(LOCAL).year
    with connection.cursor() as cursor:
        for year in range(this_year, this_year + YEARS_AHEAD + 1):
            name = _sequence(ref.division_code, year)
            cursor.execute(f'CREATE SEQUENCE IF NOT EXISTS public."{name}"')
            cursor.execute(f'GRANT USAGE ON SEQUENCE public."{name}" TO "{roles.custody()}"')


def next_number(city_code: str, at: datetime) -> str:
    """The next number of a city, as people say it on the phone: `4212-2026-000123`."""
    year = at.astimezone(LOCAL).year
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [f'public."{_sequence(city_code, year)}"'])
        serial = cursor.fetchone()[0]
    return f"{city_code[:4]}-{year}-{serial:06d}"
