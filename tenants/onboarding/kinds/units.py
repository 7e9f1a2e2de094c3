"""单位导入: units below a city or county, new, renamed or put elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hierarchy.errors import UnitError
from hierarchy.models import DIVISIONS, Kind, Unit, today
from hierarchy.onboarding.checking import Planned as PlannedUnit
from hierarchy.onboarding.checking import check_table
from hierarchy.onboarding.reading import NAME_LIMIT, Row, TableRefused
from hierarchy.onboarding.writing import REASON, create_units
from hierarchy.selectors import unit_by_code
from hierarchy.services.history import lock_tree
from hierarchy.services.moving import move_unit
from hierarchy.services.renaming import rename_unit
from kernel.errors import DomainError
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.models import Outcome
from spreadsheets.restoring import changed_since, in_use, made, restore, values_of

KINDS = {
    "乡镇（街道）": Kind.TOWNSHIP,
    "村（社区）": Kind.VILLAGE,
    "部门": Kind.DEPARTMENT,
    "公共服务单位": Kind.UTILITY,
}
# What a run may change, and what it writes of a new unit.
CHANGEABLE = ("name", "parent_id")
WRITTEN = ("code", "name", "kind", "parent_id", "valid_from", "valid_to")
UNDOING = "撤销导入"


@dataclass(frozen=True)
class UnitRow:
    planned: PlannedUnit
    unit: Unit | None


class UnitsKind(ImportKind[UnitRow]):
    name, label, where, permission = "units", "单位", Where.SHARED, "administer"
    columns = (
        Column(
            key="code",
            heading="代码",
            read=cells.code(),
            required=True,
            help="乡镇为 9 位、村为 12 位区划代码；部门、公共服务单位为上级代码加短横线和自编号。"
            "代码是单位的身份，导入后不能更改。",
            example="421281100（示例）",
        ),
        Column(
            key="name",
            heading="名称",
            read=cells.line(NAME_LIMIT),
            required=True,
            help="单位全称。与系统中不同的，按更名处理，旧名称留存。",
            example="某某镇",
        ),
        Column(
            key="kind",
            heading="类型",
            read=cells.one_of(KINDS),
            required=True,
            choices=tuple(KINDS),
            help="新的市、县请用 onboard_city 建立。",
            example="乡镇（街道）",
        ),
        Column(
            key="parent",
            heading="上级代码",
            read=cells.code(),
            required=True,
            help="直属上级单位的代码。与系统中不同的，按调整隶属处理。",
            example="421281",
        ),
    )

    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[UnitRow]:
        root = unit_by_code(scope.root_code)
        assert root is not None, scope.root_code
        city = root.path.split("/")[1]
        there = {each.code: each for each in Unit.objects.filter(path__startswith=f"/{city}/")}
        plan: Plan[UnitRow] = Plan()
        fitting = self._inside(lines, scope, there, plan)
        for planned in self._checked(fitting, city, there, plan):
            unit = there.get(planned.code)
            if unit is not None and unit.valid_to is not None:
                refusal = RowRefused("该单位已撤销，不能再导入", column="code")
                plan.errors.append(self.error(planned.line, refusal))
                continue
            outcome = _outcome(planned, unit)
            plan.rows.append(Planned(planned.line, outcome, planned.name, UnitRow(planned, unit)))
        return plan

    def _inside(
        self,
        lines: Sequence[Line],
        scope: Scope,
        there: Mapping[str, Unit],
        plan: Plan[UnitRow],
    ) -> list[Line]:
        """Rows about units below the root; the others are errors."""
        new = {line["code"] for line in lines if line["code"] not in there}
        fitting = []
        for line in lines:
            unit, parent = there.get(line["code"]), there.get(line["parent"])
            if line["code"] not in there and Unit.objects.filter(code=line["code"]).exists():
                column, sentence = "code", "代码已属于其他城市"
            elif unit is not None and not _below(scope, unit):
                column, sentence = "code", "该单位不在您管理的地区内"
            elif parent is None and line["parent"] not in new:
                column, sentence = "parent", f"没有代码为 {line['parent']} 的单位"
            elif parent is not None and not _below(scope, parent, itself=True):
                column, sentence = "parent", "上级单位不在您管理的地区内"
            else:
                fitting.append(line)
                continue
            plan.errors.append(self.error(line.number, RowRefused(sentence, column=column)))
        return fitting

    def _checked(
        self, lines: list[Line], city: str, there: Mapping[str, Unit], plan: Plan[UnitRow]
    ) -> list[PlannedUnit]:
        """The rows as parts of the city's tree, parents first."""
        known = {code: Kind(unit.kind) for code, unit in there.items()}
        levels = {code: unit.level for code, unit in there.items()}
        rows = {line.number: _row(line, levels) for line in lines}
        while rows:
            try:
                return check_table(rows.values(), city_code=city, known=known, partial=True)
            except TableRefused as refusal:
                # All that is wrong is said at once, also of rows that hang on a wrong one.
                for problem in refusal.problems:
                    plan.errors.append(self.error(problem.line, RowRefused(problem.text)))
                    rows.pop(problem.line, None)
                if not refusal.problems:
                    raise
        return []

    def write(self, row: Planned[UnitRow], scope: Scope) -> Iterable[Touched]:
        lock_tree()
        planned, unit = row.data.planned, row.data.unit
        if unit is None:
            city = Unit.objects.values_list("path", flat=True).get(code=scope.root_code)
            (new,) = create_units([planned], city_code=city.split("/")[1], since=today())
            yield made("unit", new, WRITTEN, planned.name)
            return
        parent = Unit.objects.get(code=planned.parent_code)
        before = values_of(unit, CHANGEABLE)
        if unit.name != planned.name:
            rename_unit(unit_id=unit.id, name=planned.name, reason=REASON, by=scope.by)
        if unit.parent_id != parent.id:
            move_unit(unit_id=unit.id, parent_id=parent.id, reason=REASON, by=scope.by)
        unit.refresh_from_db()
        yield Touched(
            what="unit",
            object_id=unit.id,
            label=planned.name,
            before=before,
            after=values_of(unit, CHANGEABLE),
        )

    def undo(self, touched: Touched, scope: Scope) -> None:
        """The history keeps both changes: it is written once and never taken back."""
        lock_tree()
        if touched.before is None:
            try:
                restore(Unit, touched)
            except DomainError as refusal:
                raise _explained(refusal, touched) from refusal
            return
        unit = Unit.objects.filter(pk=touched.object_id).first()
        if unit is None or values_of(unit, CHANGEABLE) != touched.after:
            raise changed_since(touched.label)
        _put_back(unit, touched.before, scope.by)


def _row(line: Line, levels: Mapping[str, int]) -> Row:
    kind: Kind = line["kind"]
    level = kind.value
    if kind not in DIVISIONS:  # a body stands at the level of the one above it
        names = {number: each.value for each, number in _LEVELS.items()}
        level = names.get(levels.get(line["parent"], 0)) or _level_of_new(line["parent"])
    return Row(line.number, line["code"], line["name"], level, line["parent"], kind=kind.value)


_LEVELS = {Kind.CITY: 1, Kind.COUNTY: 2, Kind.TOWNSHIP: 3, Kind.VILLAGE: 4}


def _level_of_new(parent_code: str) -> str:
    """The level of a parent that is new in the same workbook, by the length of its code."""
    return {9: "township", 12: "village"}.get(len(parent_code.split("-")[0]), "county")


def _outcome(planned: PlannedUnit, unit: Unit | None) -> Outcome:
    if unit is None:
        return Outcome.NEW
    above = unit.path.strip("/").split("/")[-2:-1]
    same = unit.name == planned.name and above == [planned.parent_code]
    return Outcome.UNCHANGED if same else Outcome.CHANGED


def _below(scope: Scope, unit: Unit, *, itself: bool = False) -> bool:
    return f"/{scope.root_code}/" in unit.path and (itself or unit.code != scope.root_code)


def _put_back(unit: Unit, before: Mapping[str, Any], by: UUID | None) -> None:
    try:
        if unit.name != before["name"]:
            rename_unit(unit_id=unit.id, name=before["name"], reason=UNDOING, by=by)
        if str(unit.parent_id) != before["parent_id"]:
            move_unit(unit_id=unit.id, parent_id=UUID(before["parent_id"]), reason=UNDOING, by=by)
    except DomainError as refusal:
        if refusal.code in set(UnitError):
            raise in_use(unit.name, f"不能改回：{refusal.message}") from refusal
        raise


def _explained(refusal: DomainError, touched: Touched) -> DomainError:
    if refusal.code == "RUN_IN_USE":
        return in_use(touched.label, "已有下级单位、人员或工单")
    return refusal
