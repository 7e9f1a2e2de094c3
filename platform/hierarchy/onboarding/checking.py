"""Proving that the rows of a table make one city's tree. Pure: asks no database.

Codes follow 统计用区划代码和城乡划分代码编制规则 (National Bureau of Statistics): six digits for a
city or county, nine for a township, twelve for a village, each beginning with the code above it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hierarchy.models import DIVISIONS, LEVELS, Kind
from hierarchy.onboarding.reading import Problem, Row, TableRefused, refuse

CODE_LENGTHS = {Kind.CITY: 6, Kind.COUNTY: 6, Kind.TOWNSHIP: 9, Kind.VILLAGE: 12}
PLACES_BELOW = frozenset({Kind.TOWNSHIP, Kind.VILLAGE})
FIRST_STATISTICAL = 400
OWN_CODE = re.compile(r"-[A-Z0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit as the table wants it. `parent_code` is empty for the city."""

    line: int
    code: str
    name: str
    kind: Kind
    level: int
    parent_code: str

    @property
    def is_statistical(self) -> bool:
        return is_statistical(self.code, self.kind)


def is_statistical(code: str, kind: str) -> bool:
    """Whether a township- or village-like unit exists for the statistics only.

    The last three digits of a township code are 001–099 for streets, 100–199 towns, 200–399
    townships; from 400 on they are development zones, farms and the like (类似乡级单位). Those
    of a village code are 001–199 for neighbourhoods, 200–399 villages; from 400 on they are
    virtual communities and farm quarters (类似居委会、类似村委会).
    """
    return kind in PLACES_BELOW and int(code[-3:]) >= FIRST_STATISTICAL


def significant(code: str) -> str:
    """The digits that codes below begin with: 421200 → 4212, 500000 → 50, 421281 → 421281."""
    return re.sub(r"(?:00){1,2}$", "", code) if len(code) == CODE_LENGTHS[Kind.CITY] else code


def check_table(
    rows: Collection[Row], *, city_code: str, known: Mapping[str, Kind], partial: bool = False
) -> list[Planned]:
    """The rows as a tree, from the city down; TableRefused names the lines at fault.

    `known` holds the units already in the database: a table of departments alone may hang on
    them, and a `partial` one of any divisions below the city.
    """
    if not rows:
        raise TableRefused("表中没有数据行")
    problems: list[Problem] = []
    judged: list[tuple[Row, Kind]] = []
    lines: dict[str, int] = {}
    for row in rows:
        kind, fault = _kind_of(row)
        fault = fault or _fault_of_code(row.code, kind)
        if row.code in lines:
            fault = f"代码 {row.code} 与第 {lines[row.code]} 行重复"
        elif not fault and known.get(row.code, kind) != kind:
            fault = f"代码 {row.code} 已是“{known[row.code].label}”，不能改为“{kind.label}”"
        if fault:
            problems.append(Problem(row.line, fault))
        else:
            judged.append((row, kind))
        lines.setdefault(row.code, row.line)
    if not partial:
        problems += _faults_of_city(judged, city_code, known)
    kinds = {**known, **{row.code: kind for row, kind in judged}}
    planned, faults = _placed(judged, kinds, ignoring=lines.keys() - kinds.keys())
    refuse(problems + faults)
    return planned


def _kind_of(row: Row) -> tuple[Kind, str | None]:
    """What the row describes: `level` names it for a division, `kind` for other bodies."""
    named = {kind.value: kind for kind in Kind}
    level = named.get(row.level)
    if level not in DIVISIONS:
        levels = "、".join(kind.value for kind in LEVELS)
        return Kind.CITY, f"层级 {row.level!r} 无法识别，应为 {levels} 之一"
    if not row.kind:
        return level, None
    kind = named.get(row.kind)
    if kind is None or (kind in DIVISIONS and kind is not level):
        return level, f"类型 {row.kind!r} 与层级 {row.level} 不符"
    return kind, None


def _fault_of_code(code: str, kind: Kind) -> str | None:
    if kind not in DIVISIONS:
        return None  # judged together with its parent
    length = CODE_LENGTHS[kind]
    if not (code.isascii() and code.isdigit()):
        return f"代码 {code!r} 应全为数字"
    if len(code) != length:
        return f"{kind.label}代码 {code} 应为 {length} 位，实为 {len(code)} 位"
    return None


def _faults_of_city(
    rows: list[tuple[Row, Kind]], city_code: str, known: Mapping[str, Kind]
) -> list[Problem]:
    cities = [row for row, kind in rows if kind is Kind.CITY]
    faults = [
        Problem(row.line, f"表中的市 {row.code} 不是 --city 指定的 {city_code}")
        for row in cities
        if row.code != city_code
    ]
    without_divisions = all(kind not in DIVISIONS for _, kind in rows)
    if rows and not cities and not (without_divisions and known.get(city_code) is Kind.CITY):
        first = min(row.line for row, _ in rows)
        faults.append(Problem(first, f"表中没有 --city 指定的市 {city_code}"))
    return faults


def _placed(
    rows: list[tuple[Row, Kind]], kinds: Mapping[str, Kind], *, ignoring: Collection[str]
) -> tuple[list[Planned], list[Problem]]:
    """Rows in an order in which parents come first, and what is wrong about their parents.

    Rows below one of `ignoring`, which is at fault itself, are passed over in silence.
    """
    planned: list[Planned] = []
    faults: list[Problem] = []
    for row, kind in rows:
        if row.parent_code in ignoring:
            continue
        fault = None if kind is Kind.CITY else _fault_of_parent(row, kind, kinds)
        if fault:
            faults.append(Problem(row.line, fault))
            continue
        above = "" if kind is Kind.CITY else row.parent_code
        level = LEVELS[Kind(row.level)]
        planned.append(Planned(row.line, row.code, row.name, kind, level, above))
    # A body's own code grows with every step down: the shorter comes first.
    planned.sort(key=lambda unit: (unit.kind not in DIVISIONS, unit.level, len(unit.code)))
    return planned, faults


def _fault_of_parent(row: Row, kind: Kind, kinds: Mapping[str, Kind]) -> str | None:
    above = kinds.get(row.parent_code)
    if above is None:
        return f"{row.name}的上级代码 {row.parent_code or '（空）'} 不存在"
    if kind not in DIVISIONS:
        return _fault_of_own_code(row, above)
    if above not in DIVISIONS or LEVELS[above] >= LEVELS[kind]:
        return f"{kind.label} {row.code} 不能隶属于{above.label} {row.parent_code}"
    if not row.code.startswith(significant(row.parent_code)):
        return f"代码 {row.code} 不以上级代码 {row.parent_code} 开头"
    return None


def _fault_of_own_code(row: Row, above: Kind) -> str | None:
    rest = row.code.removeprefix(row.parent_code)
    if rest == row.code or not OWN_CODE.fullmatch(rest):
        return f"代码 {row.code} 应为上级代码 {row.parent_code} 加短横线和自编号（如 -D01）"
    if above in DIVISIONS and above != row.level:
        return f"层级 {row.level} 与上级单位的层级 {above} 不符"
    return None
