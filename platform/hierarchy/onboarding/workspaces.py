"""A workspace for the city and for each county: made one by one, resumable at any point."""

from collections.abc import Callable

from hierarchy.models import Kind, Unit
from tenancy.models import Workspace
from tenancy.owner import as_owner
from tenancy.provisioning import provision_workspace
from tenancy.slugs import slug_for

LEVELS = {Kind.CITY: Workspace.Level.CITY, Kind.COUNTY: Workspace.Level.COUNTY}


def ensure_workspaces(
    *, city_code: str, step: Callable[[str], None] = lambda slug: None
) -> list[str]:
    """Provision what the city's units still lack; the slugs made ready by this run.

    `step` is told each slug before it is looked at.
    """
    ready: list[str] = []
    city: Workspace | None = None
    for unit, workspace in _offices(city_code):
        slug = workspace.slug if workspace else _new_slug(unit)
        step(slug)
        if workspace is None or workspace.state != Workspace.State.READY:
            workspace = provision_workspace(
                slug=slug,
                name=unit.name,
                level=LEVELS[Kind(unit.kind)],
                division_code=unit.code,
                parent=city,
            )
            ready.append(slug)
        city = city or workspace
        _settle(unit, workspace)
    assert city is not None
    _settle_rest(city_code, city)
    return ready


def _offices(city_code: str) -> list[tuple[Unit, Workspace | None]]:
    """The city first, then the counties by code, each with its workspace if it has a row."""
    with as_owner():
        units = Unit.objects.filter(
            path__startswith=f"/{city_code}/", kind__in=LEVELS, valid_to__isnull=True
        )
        offices = list(units.order_by("level", "code"))
        codes = [unit.code for unit in offices]
        there = {
            each.division_code: each for each in Workspace.objects.filter(division_code__in=codes)
        }
        return [(unit, there.get(unit.code)) for unit in offices]


def _new_slug(unit: Unit) -> str:
    with as_owner():
        taken = set(Workspace.objects.values_list("slug", flat=True))
    return slug_for(unit.name, code=unit.code, taken=taken)


def _settle(unit: Unit, workspace: Workspace) -> None:
    """Units of the office work in its workspace, and it bears the office's name."""
    below = Unit.objects.filter(path__startswith=unit.path, workspace__isnull=True)
    with as_owner():
        if workspace.name != unit.name:
            Workspace.objects.filter(pk=workspace.pk).update(name=unit.name)
        if unit.kind == Kind.CITY:
            below = below.filter(level=1)
        below.update(workspace=workspace)


def _settle_rest(city_code: str, city: Workspace) -> None:
    """Townships directly under a city without counties belong to the city's own workspace."""
    with as_owner():
        rest = Unit.objects.filter(path__startswith=f"/{city_code}/", workspace__isnull=True)
        rest.update(workspace=city)
