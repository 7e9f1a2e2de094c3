"""Reads of the tree. Units are shared: these work in every workspace and in public."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from hierarchy.models import Unit, UnitSuccession, UnitVersion, today
from tenancy.context import WorkspaceRef
from tenancy.models import Workspace


def unit_by_id(unit_id: UUID | None) -> Unit | None:
    return Unit.objects.filter(pk=unit_id).first() if unit_id else None


def unit_by_code(code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first()


def units_by_ids(unit_ids: Collection[UUID]) -> Mapping[UUID, Unit]:
    return Unit.objects.in_bulk(list(unit_ids))


def parent_of(unit_id: UUID) -> Unit | None:
    """The unit one level up, if there is one."""
    return Unit.objects.filter(children=unit_id).first()


def root_unit(workspace: WorkspaceRef | Workspace) -> Unit | None:
    """The unit that is the workspace's hotline office; None before it was onboarded."""
    return unit_by_code(workspace.division_code)


def open_on(day: date) -> Q:
    """Units that exist on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def children_of(unit_id: UUID, *, on: date | None = None) -> QuerySet[Unit]:
    """Units directly below on a day (today if none is given), as they belonged on that day."""
    day = on or today()
    found = Unit.objects.filter(open_on(day))
    if on is None:
        return found.filter(parent=unit_id).order_by("code")
    then = UnitVersion.objects.filter(unit=OuterRef("pk"), valid_from__lte=day, valid_to__gt=day)
    there_then = Exists(then.filter(parent=unit_id))
    return found.filter(there_then | (Q(parent=unit_id) & ~Exists(then))).order_by("code")


def name_on(unit: Unit, day: date) -> str:
    """What a unit was called on a day."""
    then = unit.versions.filter(valid_from__lte=day, valid_to__gt=day).order_by("valid_to", "id")
    version = then.first()
    return version.name if version else unit.name


def subtree(unit: Unit) -> QuerySet[Unit]:
    """The unit and all below it, closed ones included."""
    return Unit.objects.filter(path__startswith=unit.path)


def subtree_ids(unit: Unit) -> frozenset[UUID]:
    return frozenset(subtree(unit).values_list("id", flat=True))


def ancestors(unit: Unit) -> list[Unit]:
    """All units above, the city first."""
    codes = unit.path.strip("/").split("/")[:-1]
    found = {each.code: each for each in Unit.objects.filter(code__in=codes)}
    return [found[code] for code in codes]


def path_names(units: Iterable[Unit]) -> dict[UUID, list[str]]:
    """For each unit the names from the city down to itself; one query for all."""
    units = list(units)
    codes = {code for unit in units for code in unit.path.strip("/").split("/")}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return {unit.id: [names[c] for c in unit.path.strip("/").split("/")] for unit in units}


def units_where(
    *,
    under: UUID | None = None,
    parent: UUID | None = None,
    search: str = "",
    kinds: Collection[str] = (),
) -> QuerySet[Unit]:
    """Open units that fit all conditions, by code. An unknown `under` finds nothing."""
    found = Unit.objects.filter(open_on(today()))
    if under is not None:
        above = unit_by_id(under)
        found = found.filter(path__startswith=above.path) if above else found.none()
    if parent is not None:
        found = found.filter(parent=parent)
    if kinds:
        found = found.filter(kind__in=kinds)
    text = "".join(search.split())
    if text:
        found = found.filter(_matches(text))
    return found.order_by("code")


def search_units(text: str, *, under: Unit | None = None, limit: int = 20) -> list[Unit]:
    """Open units by name, pinyin, initials or code; whatever starts with the text comes first."""
    text = "".join(text.split())
    if not text:
        return []
    found = units_where(under=under.id if under else None, search=text)
    low = text.lower()
    starts = Q(name__startswith=text) | Q(pinyin__startswith=low) | Q(pinyin__contains=f" {low}")
    rank = Case(
        When(Q(code=text) | Q(name=text), then=Value(0)),
        When(starts, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(found.annotate(rank=rank).order_by("rank", F("level"), "code")[:limit])


def _matches(text: str) -> Q:
    by_name = Q(name__contains=text) | Q(code__startswith=text)
    return by_name | Q(pinyin__contains=text.lower()) if text.isascii() else by_name


def predecessors_of(unit_ids: Collection[UUID]) -> frozenset[UUID]:
    """The units that ended and whose place these took, however many mergers ago."""
    found: set[UUID] = set()
    latest = set(unit_ids)
    while latest:
        ended = UnitSuccession.objects.filter(successor__in=latest)
        latest = set(ended.values_list("unit_id", flat=True)) - found
        found |= latest
    return frozenset(found)


def successor_of(unit: Unit) -> Unit:
    """Who answers today for a unit: itself, or the last of those that took over its work."""
    current = unit
    while (taken := UnitSuccession.objects.filter(unit=current).first()) is not None:
        current = taken.successor
    return current


def present_unit(unit_id: str) -> Unit:
    """The unit that a fact names, or whoever answers for it by now."""
    return successor_of(Unit.objects.get(pk=unit_id))
