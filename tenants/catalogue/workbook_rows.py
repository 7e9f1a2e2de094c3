"""Understanding rows of the catalogue's workbook: codes and names become units and a rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.access import centre_of
from catalogue.models import ANY_LEVEL, LEVELS
from catalogue.services.rules import Rule, checked, effective_day
from hierarchy.models import Unit
from hierarchy.selectors import subtree
from kernel.errors import DomainError
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Line, Scope
from taxonomy.selectors import categories

TERRITORIAL = "属地"
MARKS = str.maketrans("，,；;\n", "、、、、、")
# Which column an argument of the rule stands in.
COLUMN_OF = {
    "category": "category",
    "level": "level",
    "areaUnitId": "area",
    "leadUnitId": "lead",
    "assistUnitIds": "assists",
    "legalBasis": "legal_basis",
    "standard": "standard",
    "limitValue": "limit_value",
    "on": "on",
}


@dataclass(frozen=True)
class Entry:
    """One row of the workbook, understood."""

    rule: Rule
    day: date


@dataclass(frozen=True)
class RowReader:
    """Codes and names of one workspace, looked up once for the whole workbook."""

    scope: Scope
    names: Mapping[str, str]
    by_code: Mapping[str, Unit]
    by_name: Mapping[str, list[Unit]]

    @classmethod
    def of(cls, scope: Scope) -> "RowReader":
        assert scope.workspace is not None
        units = list(subtree(centre_of(scope.workspace)))
        by_name: dict[str, list[Unit]] = {}
        for unit in units:
            if unit.is_open():
                by_name.setdefault(unit.name, []).append(unit)
        known = categories(home=scope.workspace)
        return cls(
            scope,
            {each.code: each.name for each in known},
            {unit.code: unit for unit in units},
            by_name,
        )

    def entry(self, line: Line) -> Entry:
        """The row as a checked rule; RowRefused with the column at fault."""
        self._check_name(line["category"], line["name"])
        territorial = line["lead"] == TERRITORIAL
        rule = Rule(
            category=line["category"],
            area=self._unit(line["area"], "area") if line["area"] else None,
            level=line["level"],
            lead=None if territorial else self._unit(line["lead"], "lead"),
            territorial=territorial,
            assists=list(self._assists(line["assists"])),
            legal_basis=line["legal_basis"],
            standard=line["standard"],
            limit_value=line["limit_value"],
            limit_unit=line["limit_unit"],
        )
        assert self.scope.workspace is not None
        try:
            day = effective_day(line["on"])
            return Entry(checked(rule, home=self.scope.workspace), day)
        except DomainError as refusal:
            column = COLUMN_OF.get(refusal.field or "", "")
            raise RowRefused(refusal.message, column=column) from refusal

    def label(self, rule: Rule) -> str:
        area = f"·{rule.area.name}" if rule.area else ""
        level = f"·{LEVELS[rule.level]}" if rule.level != ANY_LEVEL else ""
        return f"{rule.category} {self.names.get(rule.category, '')}{area}{level}"

    def _check_name(self, code: str, name: str) -> None:
        known = self.names.get(code)
        if name and known is not None and name != known:
            raise RowRefused(f"代码{code}的名称是“{known}”，与所填不一致", column="name")

    def _assists(self, said: str) -> Iterable[Unit]:
        for word in said.translate(MARKS).split("、"):
            if word.strip():
                yield self._unit(word.strip(), "assists")

    def _unit(self, said: str, column: str) -> Unit:
        by_code = self.by_code.get(said.translate(cells.FULL_WIDTH))
        if by_code is not None:
            return by_code
        named = self.by_name.get(said, [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = "、".join(unit.code for unit in named[:3])
            raise RowRefused(
                f"有{len(named)}个单位叫“{said}”，请填代码（如{codes}）", column=column
            )
        raise RowRefused(f"本工作区没有单位“{said}”", column=column)
