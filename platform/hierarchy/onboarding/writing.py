"""Bringing the units of a city in line with a checked table, in one transaction."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from hierarchy.models import Kind, Unit, today
from hierarchy.onboarding.checking import Planned, check_table
from hierarchy.onboarding.reading import Problem, Row, refuse
from hierarchy.services.history import lock_tree
from hierarchy.services.moving import move_unit
from hierarchy.services.renaming import rename_unit
from kernel.errors import DomainError
from tenancy.slugs import search_pinyin

BATCH = 2_000
REASON = "区划表更新"


@dataclass
class Outcome:
    """What a run did. `missing` and `closed` are codes; nothing is done about either."""

    created: int = 0
    renamed: int = 0
    moved: int = 0
    unchanged: int = 0
    missing: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.created or self.renamed or self.moved)


@transaction.atomic
def write_units(rows: list[Row], *, city_code: str, since: date | None = None) -> Outcome:
    """Create, rename and move units so that they equal the table. All or nothing.

    Units that the table leaves out stay; what was closed here stays closed.
    """
    lock_tree()
    city = Unit.objects.filter(path__startswith=f"/{city_code}/")
    there = {unit.code: unit for unit in city}
    known = {code: Kind(unit.kind) for code, unit in there.items()}
    planned = check_table(rows, city_code=city_code, known=known)
    new = [unit for unit in planned if unit.code not in there]
    refuse([*_taken_elsewhere(new), *_below_closed(new, there)])

    outcome = Outcome(created=len(new))
    for unit in planned:
        if unit.code in there:
            _bring_in_line(unit, there[unit.code], there, outcome)
    create_units(new, city_code=city_code, since=since or today())
    outcome.missing = _missing(planned, there)
    return outcome


def _taken_elsewhere(new: list[Planned]) -> list[Problem]:
    lines = {unit.code: unit.line for unit in new}
    taken = Unit.objects.filter(code__in=lines).values_list("code", "path")
    return [
        Problem(lines[code], f"代码 {code} 已属于另一城市 {path.split('/')[1]}")
        for code, path in taken
    ]


def _below_closed(new: list[Planned], there: dict[str, Unit]) -> list[Problem]:
    closed = {code for code, unit in there.items() if unit.valid_to is not None}
    return [
        Problem(unit.line, f"{unit.name}的上级单位 {unit.parent_code} 已撤销")
        for unit in new
        if unit.parent_code in closed
    ]


def _bring_in_line(unit: Planned, current: Unit, there: dict[str, Unit], outcome: Outcome) -> None:
    if current.valid_to is not None:
        outcome.closed.append(unit.code)
        return
    before = outcome.renamed + outcome.moved
    parent = there.get(unit.parent_code)
    try:
        if current.name != unit.name:
            rename_unit(unit_id=current.id, name=unit.name, reason=REASON)
            outcome.renamed += 1
        if parent is not None and current.parent_id != parent.id:
            move_unit(unit_id=current.id, parent_id=parent.id, reason=REASON)
            outcome.moved += 1
    except DomainError as refusal:
        refuse([Problem(unit.line, refusal.message)])
    outcome.unchanged += before == outcome.renamed + outcome.moved


def create_units(new: list[Planned], *, city_code: str, since: date) -> list[Unit]:
    """Insert what is new; each unit works in the workspace of the one above it.

    A city or county has none until it is provisioned.
    """
    if not new:
        return []
    there = {unit.code: unit for unit in Unit.objects.filter(path__startswith=f"/{city_code}/")}
    made = []
    for planned in new:
        parent = there.get(planned.parent_code)
        unit = Unit(
            code=planned.code,
            name=planned.name,
            kind=planned.kind,
            level=planned.level,
            parent=parent,
            path=f"{parent.path if parent else '/'}{planned.code}/",
            workspace_id=parent.workspace_id if parent and planned.kind != Kind.COUNTY else None,
            is_statistical=planned.is_statistical,
            pinyin=search_pinyin(planned.name),
            valid_from=since,
        )
        there[planned.code] = unit
        made.append(unit)
    return Unit.objects.bulk_create(made, batch_size=BATCH)


def _missing(planned: list[Planned], there: dict[str, Unit]) -> list[str]:
    """Open units of the kinds that the table is about, and that it does not name."""
    kinds = {unit.kind for unit in planned}
    listed = {unit.code for unit in planned}
    return sorted(
        code
        for code, unit in there.items()
        if code not in listed and unit.kind in kinds and unit.valid_to is None
    )
