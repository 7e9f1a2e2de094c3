"""Which row of the catalogue fits a matter, and why in one sentence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.models import ANY_LEVEL, LEVELS, CatalogueRow
from hierarchy.models import Unit
from taxonomy.models import Category


@dataclass(frozen=True)
class Matter:
    """What is to be dispatched: its category with those above it, where, and by whom."""

    lineage: tuple[Category, ...]
    area: Unit | None
    giver: Unit

    @property
    def codes(self) -> list[str]:
        return [category.code for category in self.lineage]

    @property
    def name(self) -> str:
        return self.lineage[0].name


@dataclass(frozen=True)
class Match:
    """The row that fits best, by what it fits, and how many fit less well."""

    row: CatalogueRow
    why: str
    others: int


def fits(row: CatalogueRow, matter: Matter) -> bool:
    """Whether a row is for the matter at all."""
    if row.category not in matter.codes:
        return False
    if row.level not in {ANY_LEVEL, matter.giver.level}:
        return False
    if row.area is None:
        return True
    return matter.area is not None and matter.area.path.startswith(row.area.path)


def best_match(rows: Sequence[CatalogueRow], matter: Matter) -> Match | None:
    """The most specific row that fits: first by category, then by area, then by level."""
    fitting = [row for row in rows if fits(row, matter)]
    if not fitting:
        return None
    best = max(fitting, key=lambda row: _specificity(row, matter))
    others = len(fitting) - 1
    return Match(best, _why(best, matter, others), others)


def _specificity(row: CatalogueRow, matter: Matter) -> tuple[int, int, int]:
    category = -matter.codes.index(row.category)
    return category, len(row.area.path) if row.area else 0, int(row.level != ANY_LEVEL)


def _why(row: CatalogueRow, matter: Matter, others: int) -> str:
    said = [_by_category(row, matter), _by_area(row, matter), _by_level(row)]
    more = f"另有{others}条也适用，但不如本条具体。" if others else ""
    return f"{'；'.join(said)}。{more}"


def _by_category(row: CatalogueRow, matter: Matter) -> str:
    if row.category == matter.codes[0]:
        return f"事项类别“{matter.name}”一致"
    above = matter.lineage[matter.codes.index(row.category)]
    return f"事项类别“{matter.name}”属于目录中的“{above.name}”"


def _by_area(row: CatalogueRow, matter: Matter) -> str:
    if row.area is None or matter.area is None:
        return "目录不限区域"
    if row.area_id == matter.area.id:
        return f"事发区域“{matter.area.name}”一致"
    return f"事发区域“{matter.area.name}”在“{row.area.name}”范围内"


def _by_level(row: CatalogueRow) -> str:
    if row.level == ANY_LEVEL:
        return "目录不限派遣层级"
    return f"目录限{LEVELS[row.level]}派遣"
