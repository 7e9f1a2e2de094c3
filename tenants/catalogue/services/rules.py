"""Writing and retiring rows of the catalogue, each from a day on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from catalogue.access import centre_of, home_of, writing_centre
from catalogue.errors import CatalogueError
from catalogue.models import ANY_LEVEL, LEVELS, CatalogueAssist, CatalogueRow, Precedent
from clocks.limits import Unit as LimitUnit
from hierarchy.models import Unit, today
from hierarchy.selectors import units_by_ids
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from taxonomy.selectors import category_lineage
from tenancy.context import WorkspaceRef

BASIS_LIMIT = 300
TOO_LOW = 3
LIMIT_MOST = Decimal(9_999)
# Two changes at once could both open a row of one key: one at a time in a workspace.
RULES_LOCK = 12345_13
NOTHING = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a row is to say. The key is category × area × level."""

    category: str
    area: Unit | None = None
    level: int = ANY_LEVEL
    lead: Unit | None = None
    territorial: bool = False
    assists: Sequence[Unit] = ()
    legal_basis: str = ""
    standard: str = ""
    limit_value: Decimal | None = None
    limit_unit: LimitUnit | None = None

    def values(self) -> dict[str, object]:
        return {
            "lead_id": self.lead.id if self.lead else None,
            "territorial": self.territorial,
            "legal_basis": self.legal_basis,
            "standard": self.standard,
            "limit_value": self.limit_value,
            "limit_unit": self.limit_unit.value if self.limit_unit else "",
        }


@dataclass(frozen=True)
class Written:
    """The row that now holds, and the one it took the place of."""

    row: CatalogueRow
    before: CatalogueRow | None
    changed: bool


def write_rule(
    *,
    actor: Actor,
    category: str,
    area_unit_id: UUID | None = None,
    level: int = ANY_LEVEL,
    lead_unit_id: UUID | None = None,
    territorial: bool = False,
    assist_unit_ids: Collection[UUID] = (),
    legal_basis: str = "",
    standard: str = "",
    limit_value: Decimal | None = None,
    limit_unit: LimitUnit | None = None,
    on: date | None = None,
) -> CatalogueRow:
    """Say who leads a category in an area when a level dispatches, from a day on.

    A row with the same key is closed on that day; said again the same, nothing changes.
    """
    writing_centre(actor)
    named = {each for each in (area_unit_id, lead_unit_id, *assist_unit_ids) if each}
    units = units_by_ids(named)
    rule = Rule(
        category=category.strip(),
        area=_given(units, area_unit_id, "areaUnitId"),
        level=level,
        lead=_given(units, lead_unit_id, "leadUnitId"),
        territorial=territorial,
        assists=[_required(units, each, "assistUnitIds") for each in assist_unit_ids],
        legal_basis=legal_basis,
        standard=standard,
        limit_value=limit_value,
        limit_unit=limit_unit,
    )
    rule, day = checked(rule, home=home_of(actor), on=on), effective_day(on)
    with transaction.atomic():
        return put_rule(rule, day=day, by=actor.user_id).row


def retire_rule(*, actor: Actor, rule_id: UUID | None, on: date | None = None) -> CatalogueRow:
    """The row holds no longer from a day on; givings made by it still name it."""
    writing_centre(actor)
    day = effective_day(on)
    with transaction.atomic():
        lock_rules()
        row = CatalogueRow.objects.filter(pk=rule_id or NOTHING, valid_to__isnull=True).first()
        if row is None:
            raise DomainError(
                CatalogueError.RULE_UNKNOWN, "没有这条派单目录，或已停用", field="ruleId"
            )
        _end(row, day, actor.user_id)
        return row


def checked(rule: Rule, *, home: WorkspaceRef, on: date | None = None) -> Rule:
    """The rule with its texts cleaned; raises with the argument at fault."""
    lineage = category_lineage(rule.category, home=home, on=on)
    if not lineage:
        raise DomainError(
            CatalogueError.CATEGORY_UNKNOWN, "没有这个事项类别，或已停用", field="category"
        )
    if rule.level not in LEVELS:
        raise DomainError(CatalogueError.LEVEL_UNKNOWN, "派遣层级应为0到4", field="level")
    centre = centre_of(home)
    if rule.area is not None and not rule.area.path.startswith(centre.path):
        raise DomainError(
            CatalogueError.AREA_OUTSIDE, f"{rule.area.name}不在本工作区范围内", field="areaUnitId"
        )
    _check_lead(rule, centre, departmental=lineage[0].departmental)
    for unit in rule.assists:
        _check_open(unit, "assistUnitIds")
    _check_limit(rule)
    return Rule(
        category=rule.category,
        area=rule.area,
        level=rule.level,
        lead=rule.lead,
        territorial=rule.territorial,
        assists=[each for each in dict.fromkeys(rule.assists) if each != rule.lead],
        legal_basis=clean_line(
            rule.legal_basis, field="legalBasis", limit=BASIS_LIMIT, required=False
        ),
        standard=clean_body(rule.standard, field="standard", limit=NOTE_LIMIT, required=False),
        limit_value=rule.limit_value,
        limit_unit=rule.limit_unit,
    )


def put_rule(
    rule: Rule, *, day: date, by: UUID | None, precedent: Precedent | None = None
) -> Written:
    """Have a checked rule hold from a day on, inside the caller's transaction."""
    lock_rules()
    present = rule_in_place_of(rule)
    if present is not None and says_the_same(present, rule):
        return Written(present, present, changed=False)
    check_day(rule, day)
    if present is not None:
        _end(present, day, by)
    row = CatalogueRow.objects.create(
        category=rule.category,
        area=rule.area,
        level=rule.level,
        precedent=precedent,
        valid_from=day,
        by=by,
        **rule.values(),
    )
    CatalogueAssist.objects.bulk_create(
        CatalogueAssist(row=row, unit=unit, position=position)
        for position, unit in enumerate(rule.assists, start=1)
    )
    return Written(row, present, changed=True)


def rule_in_place_of(rule: Rule) -> CatalogueRow | None:
    """The open row with the rule's key."""
    return _versions(rule).filter(valid_to__isnull=True).first()


def _versions(rule: Rule) -> QuerySet[CatalogueRow]:
    rows = CatalogueRow.objects.filter(category=rule.category, level=rule.level)
    return rows.filter(area=rule.area) if rule.area else rows.filter(area__isnull=True)


def says_the_same(row: CatalogueRow, rule: Rule) -> bool:
    """Whether a row already says what the rule is to say."""
    if any(getattr(row, name) != value for name, value in rule.values().items()):
        return False
    assists = row.assists.order_by("position").values_list("unit_id", flat=True)
    return list(assists) == [unit.id for unit in rule.assists]


def effective_day(on: date | None) -> date:
    """The day from which a change holds: today or later. Raises DATE_IN_PAST."""
    day = on or today()
    if day < today():
        raise DomainError(
            CatalogueError.DATE_IN_PAST, "生效日期不能早于今天：已派出的不得改写", field="on"
        )
    return day


def lock_rules() -> None:
    """Let no other transaction change this workspace's catalogue until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [RULES_LOCK])


def _end(row: CatalogueRow, day: date, by: UUID | None) -> None:
    if day < row.valid_from:
        raise _before_last_change(row.valid_from)
    row.valid_to, row.ended_by = day, by
    row.save(update_fields=["valid_to", "ended_by"])


def check_day(rule: Rule, day: date) -> None:
    """Raise DATE_BEFORE_LAST_CHANGE if versions with the rule's key begin or end after the day."""
    for row in _versions(rule).filter(Q(valid_to__gt=day) | Q(valid_to=None, valid_from__gt=day)):
        raise _before_last_change(row.valid_to or row.valid_from)


def _before_last_change(day: date) -> DomainError:
    return DomainError(
        CatalogueError.DATE_BEFORE_LAST_CHANGE,
        f"生效日期不能早于上次变更（{day}）",
        field="on",
    )


def _check_lead(rule: Rule, centre: Unit, *, departmental: bool) -> None:
    if (rule.lead is None) != rule.territorial:
        raise DomainError(
            CatalogueError.LEAD_REQUIRED,
            "请指定主办单位，或选“属地主办”，二者取一",
            field="leadUnitId",
        )
    if rule.lead is None:
        return
    _check_open(rule.lead, "leadUnitId")
    if not rule.lead.path.startswith(centre.path):
        raise DomainError(
            CatalogueError.LEAD_OUTSIDE,
            f"{rule.lead.name}不在本工作区范围内，不能作主办",
            field="leadUnitId",
        )
    if departmental and rule.lead.level >= TOO_LOW:
        raise DomainError(
            CatalogueError.LEAD_TOO_LOW,
            f"职能部门事项不能由{rule.lead.name}主办，请选职能部门",
            field="leadUnitId",
        )


def _check_open(unit: Unit, field: str) -> None:
    if not unit.is_open():
        raise DomainError(
            CatalogueError.UNIT_CLOSED, f"{unit.name}已撤并，请选现有单位", field=field
        )


def _check_limit(rule: Rule) -> None:
    value, unit = rule.limit_value, rule.limit_unit
    if value is None and unit is None:
        return
    whole = value is not None and (unit is not LimitUnit.WORKING_DAY or value == int(value))
    if value is None or unit is None or not whole or not 0 < value <= LIMIT_MOST:
        raise DomainError(
            CatalogueError.LIMIT_MALFORMED,
            "时限要有数值和单位；工作日须为整数",
            field="limitValue",
        )


def _given(units: Mapping[UUID, Unit], unit_id: UUID | None, field: str) -> Unit | None:
    return None if unit_id is None else _required(units, unit_id, field)


def _required(units: Mapping[UUID, Unit], unit_id: UUID, field: str) -> Unit:
    found = units.get(unit_id)
    if found is None:
        raise DomainError(CatalogueError.UNIT_UNKNOWN, "没有这个单位", field=field)
    return found
