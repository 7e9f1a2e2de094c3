"""The workbook of the dispatch catalogue (派单目录导入表)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from uuid import UUID

from catalogue.models import ANY_LEVEL, LEVELS, CatalogueRow
from catalogue.services.rules import Rule, put_rule, rule_in_place_of, says_the_same
from catalogue.workbook_rows import Entry, RowReader
from clocks.limits import Unit as LimitUnit
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.models import Outcome
from spreadsheets.restoring import changed_since

LIMIT_UNITS = {
    "工作日": LimitUnit.WORKING_DAY,
    "工作小时": LimitUnit.WORKING_HOUR,
    "小时": LimitUnit.HOUR,
}
LEVEL_NAMES = {name: level for level, name in LEVELS.items()}


def _decimal(said: str) -> Decimal:
    try:
        return Decimal(said.translate(cells.FULL_WIDTH))
    except InvalidOperation as problem:
        raise RowRefused(f"“{said}”不是数字") from problem


class CatalogueWorkbook(ImportKind[Entry]):
    """Rows of the catalogue by their key category × area × level. What is not listed stays."""

    name, label = "catalogue", "派单目录"
    where, permission = Where.WORKSPACE, "administer"
    columns = (
        Column(
            key="category",
            heading="事项类别代码",
            read=cells.code(),
            required=True,
            help="类别表中的代码；填上级代码则包含其下各类。",
            example="010216",
        ),
        Column(
            key="name",
            heading="事项类别名称",
            read=cells.line(60),
            help="供核对；填了就须与代码一致。",
            example="自来水供应",
        ),
        Column(
            key="area",
            heading="区域",
            read=cells.line(100),
            help="区划代码或名称，含其下；不填为不限。",
            example="421281",
        ),
        Column(
            key="level",
            heading="派遣层级",
            read=cells.one_of(LEVEL_NAMES),
            default=ANY_LEVEL,
            choices=tuple(LEVEL_NAMES),
            help="由哪一级派遣时适用；不填为不限。",
            example="市级",
        ),
        Column(
            key="lead",
            heading="主办单位",
            read=cells.line(100),
            required=True,
            help="单位代码或名称；由事发地所在下级主办的填“属地”。",
            example="421200-U01",
        ),
        Column(
            key="assists",
            heading="协办单位",
            read=cells.line(500),
            help="单位代码或名称，用顿号隔开。",
            example="421200-D05、421200-D29",
        ),
        Column(
            key="legal_basis",
            heading="法律依据",
            read=cells.line(300),
            help="法律法规或“三定”规定的条款。",
            example="《城市供水条例》第二十二条",
        ),
        Column(
            key="standard",
            heading="办理标准",
            read=cells.body(2000),
            help="办到什么程度算办结。",
            example="2小时内到场，24小时内恢复供水并告知用户",
        ),
        Column(
            key="limit_value",
            heading="时限",
            read=_decimal,
            default=None,
            help="不填则按时限政策。",
            example="24",
        ),
        Column(
            key="limit_unit",
            heading="时限单位",
            read=cells.one_of(LIMIT_UNITS),
            default=None,
            choices=tuple(LIMIT_UNITS),
            help="",
            example="小时",
        ),
        Column(
            key="on",
            heading="生效日期",
            read=cells.day(),
            default=None,
            help="不填为导入当天；不能早于当天。",
            example="",
        ),
    )

    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[Entry]:
        plan: Plan[Entry] = Plan()
        reader = RowReader.of(scope)
        seen: dict[tuple[str, UUID | None, int], int] = {}
        for line in lines:
            try:
                entry = reader.entry(line)
                first = seen.setdefault(_key(entry.rule), line.number)
                if first != line.number:
                    raise RowRefused(
                        f"与第 {first} 行的类别、区域、层级相同，请删去一行", column="category"
                    )
                plan.rows.append(_planned(line, entry, reader))
            except RowRefused as refusal:
                plan.errors.append(self.error(line.number, refusal))
        return plan

    def write(self, row: Planned[Entry], scope: Scope) -> Iterator[Touched]:
        written = put_rule(row.data.rule, day=row.data.day, by=scope.by)
        if written.before is not None:
            yield Touched(
                what="ended",
                object_id=written.before.id,
                label=row.label,
                before={"valid_to": None},
                after={"valid_to": row.data.day.isoformat()},
            )
        yield Touched(what="row", object_id=written.row.id, label=row.label, before=None)

    def undo(self, touched: Touched, scope: Scope) -> None:
        """A row that was written is withdrawn as if it had never held; it can still be read,
        because givings may name it. The one whose place it took holds again."""
        row = CatalogueRow.objects.select_for_update().filter(pk=touched.object_id).first()
        if row is None:
            raise changed_since(touched.label)
        if touched.what == "row":
            if row.valid_to is not None:
                raise changed_since(touched.label)
            row.valid_to, row.ended_by = row.valid_from, scope.by
        else:
            if row.valid_to is None or row.valid_to.isoformat() != touched.after["valid_to"]:
                raise changed_since(touched.label)
            row.valid_to, row.ended_by = None, None
        row.save(update_fields=["valid_to", "ended_by"])


def _key(rule: Rule) -> tuple[str, UUID | None, int]:
    return rule.category, rule.area.id if rule.area else None, rule.level


def _planned(line: Line, entry: Entry, reader: "RowReader") -> Planned[Entry]:
    present = rule_in_place_of(entry.rule)
    if present is None:
        outcome = Outcome.NEW
    elif says_the_same(present, entry.rule):
        outcome = Outcome.UNCHANGED
    else:
        if entry.day < present.valid_from:
            raise RowRefused(f"生效日期不能早于上次变更（{present.valid_from}）", column="on")
        outcome = Outcome.CHANGED
    return Planned(line.number, outcome, reader.label(entry.rule), entry)
