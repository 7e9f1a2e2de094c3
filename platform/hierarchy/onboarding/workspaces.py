"""A workspace for the city and for each county: made one by one, resumable at any point."""

from collections.abc import Callable

from hierarchy.models import Kind, Unit
from tenancy.models import Workspace
from tenancy.owner import as_owner
from tenancy.provisioning import provision_workspace
from tenancy.slugs import slug_for

LEVELS = {Kind.CITY: Workspace.Level.CITY, Kind.COUNTY: Workspace.Level.COUNTY}


def offices_of(city_code: str) -> list[tuple[Unit, str]]:
    """The city, then its open counties by code, each with the path of its workspace.

    A path once given stays; a new one follows the pinyin. Raises SlugRefused if none will do.
    """
    found = Unit.objects.filter(
        path__startswith=f"/{city_code}/", kind__in=LEVELS, valid_to__isnull=True
    )
    given = dict(Workspace.objects.values_list("division_code", "slug"))
    taken = set(given.values())
    offices = []
    for unit in found.order_by("level", "code"):
        slug = given.get(unit.code) or slug_for(unit.name, code=unit.code, taken=taken)
        taken.add(slug)
        offices.append((unit, slug))
    return offices


# Told what comes next, how many are done, and how many there are.
Step = Callable[[str, int, int], None]


def in_silence(what: str, done: int, total: int) -> None:
    """The step of those who do not watch."""


def ensure_workspaces(*, city_code: str, step: Step = in_silence) -> list[str]:
    """Provision what the city's units still lack; the slugs made ready by this run."""
    with as_owner():
        offices = offices_of(city_code)
        there = {each.division_code: each for each in Workspace.objects.all()}
    made: list[str] = []
    city: Workspace | None = None
    for done, (unit, slug) in enumerate(offices):
        step(slug, done, len(offices))
        workspace = there.get(unit.code)
        if workspace is None or workspace.state != Workspace.State.READY:
            workspace = provision_workspace(
                slug=slug,
                name=unit.name,
                level=LEVELS[Kind(unit.kind)],
                division_code=unit.code,
                parent=city,
            )
            made.append(slug)
        city = city or workspace
        _settle(unit, workspace)
    assert city is not None
    _settle_rest(city_code, city)
    return made


def _settle(unit: Unit, workspace: Workspace) -> None:
    """Units of the office work in its workspace, and it bears the office's name."""
    below = Unit.objects.filter(path__startswith=unit.path, workspace__isnull=True)
    if unit.kind == Kind.CITY:
        below = below.filter(level=1)
    with as_owner():
        if workspace.name != unit.name:
            Workspace.objects.filter(pk=workspace.pk).update(name=unit.name)
        below.update(workspace=workspace)


def _settle_rest(city_code: str, city: Workspace) -> None:
    """Townships directly under a city without counties belong to the city's own workspace."""
    rest = Unit.objects.filter(path__startswith=f"/{city_code}/", workspace__isnull=True)
    with as_owner():
        rest.update(workspace=city)
