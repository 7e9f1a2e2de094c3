"""Reads of the catalogue, in the workspace one stands in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from catalogue.matching import Match, Matter, best_match
from catalogue.models import CatalogueAssist, CatalogueRow, Precedent, ReplySkeleton, in_force
from clocks.limits import Limit
from hierarchy.models import Unit, today
from hierarchy.selectors import unit_by_code, unit_by_id
from kernel.clock import LOCAL
from taxonomy.models import Category
from taxonomy.selectors import categories, category_lineage
from tenancy.context import WorkspaceRef

PRECEDENTS_SHOWN = 10
NO_CATEGORY = "工单没有事项类别，无法对照派单目录；请先选定类别。"
NO_AREA = "本条由属地主办，工单没有填写事发区域，无法确定属地。"


@dataclass(frozen=True)
class Advice:
    """What the catalogue says of a dispatch, for a person to follow or not.

    `lead` is who the row names; `next_unit` is whom the giver gives it to so that it gets there,
    empty where the giver itself leads or the lead is not below it.
    """

    row: CatalogueRow | None
    why: str
    lead: Unit | None = None
    next_unit: Unit | None = None
    assists: list[Unit] = field(default_factory=list)
    departmental: bool = False
    precedents: list[Precedent] = field(default_factory=list)
    skeleton: ReplySkeleton | None = None

    @property
    def limit(self) -> Limit | None:
        return self.row.limit() if self.row else None

    @property
    def standard(self) -> str:
        return self.row.standard if self.row else ""


def advice_for(
    *,
    category: str,
    area_id: UUID | None,
    giver_unit_id: UUID,
    home: WorkspaceRef | None = None,
    on: date | None = None,
) -> Advice:
    """The row for a matter and why it is this one, what was ruled on such matters before, and
    whether it is a department's own function.

    Within a custody command `home` has to be named: one stands in no workspace there.
    """
    lineage = category_lineage(category, home=home, on=on)
    if not lineage:
        return Advice(row=None, why=NO_CATEGORY)
    giver, area = unit_by_id(giver_unit_id), unit_by_id(area_id)
    assert giver is not None
    matter = Matter(tuple(lineage), area, giver)
    told = Advice(
        row=None,
        why=f"派单目录中没有适用于“{matter.name}”的条目。",
        departmental=lineage[0].departmental,
        precedents=precedents_for(category=category, area=area),
        skeleton=reply_skeleton(lineage=lineage, on=on),
    )
    match = best_match(list(rules(on=on).filter(category__in=matter.codes)), matter)
    return told if match is None else _advised(told, match, matter)


def _advised(told: Advice, match: Match, matter: Matter) -> Advice:
    row, why = match.row, match.why
    lead = row.lead
    if row.territorial:
        lead = _one_below(matter.giver, matter.area)
        why += f"属地主办：{lead.name}。" if lead else NO_AREA
    return replace(
        told,
        row=row,
        why=why,
        lead=lead,
        next_unit=_one_below(matter.giver, lead),
        assists=[each.unit for each in row.assists.all()],
    )


def _one_below(giver: Unit, target: Unit | None) -> Unit | None:
    """The unit directly below `giver` on the way to `target`, if that lies below it."""
    if target is None or target.id == giver.id or not target.path.startswith(giver.path):
        return None
    code = target.path.removeprefix(giver.path).strip("/").split("/")[0]
    return target if target.code == code else unit_by_code(code)


def rules(*, on: date | None = None) -> QuerySet[CatalogueRow]:
    """Rows in force on a day, with their units."""
    assists = CatalogueAssist.objects.select_related("unit").order_by("position")
    return (
        CatalogueRow.objects.filter(in_force(on or today()))
        .select_related("area", "lead")
        .prefetch_related(Prefetch("assists", queryset=assists))
    )


def rules_where(
    *,
    category: str = "",
    area_id: UUID | None = None,
    unit_id: UUID | None = None,
    search: str = "",
    on: date | None = None,
    ended: bool = False,
) -> QuerySet[CatalogueRow]:
    """Rows for a list: of a category and below it, of an area, led or assisted by a unit.

    A search reads names, pinyin and codes of categories, and the texts of the row. `ended` shows
    the versions of the past as well.
    """
    found = rules(on=on)
    if ended:
        everything = CatalogueRow.objects.all()
        found = everything.select_related("area", "lead").prefetch_related("assists__unit")
    if category:
        found = found.filter(category__startswith=category)
    if area_id is not None:
        found = found.filter(area=area_id)
    if unit_id is not None:
        led = Q(lead=unit_id) | Q(pk__in=CatalogueAssist.objects.filter(unit=unit_id).values("row"))
        found = found.filter(led)
    if search.strip():
        codes = [each.code for each in categories(search=search)]
        texts = Q(legal_basis__icontains=search) | Q(standard__icontains=search)
        found = found.filter(Q(category__in=codes) | texts | Q(lead__name__icontains=search))
    return found


def rules_by_id(ids: Collection[UUID]) -> Mapping[UUID, CatalogueRow]:
    """Rows by id, of the past as well: a giving names the row by which it was made."""
    rows = (
        CatalogueRow.objects.filter(pk__in=ids)
        .select_related("area", "lead")
        .prefetch_related("assists__unit")
    )
    return {row.id: row for row in rows}


def precedents_for(*, category: str, area: Unit | None) -> list[Precedent]:
    """Rulings on the same category that hold for the area, newest first.

    One made for a wider area, or for no area, holds here too; so does one made for a place within.
    """
    found = precedents().filter(category=category)
    shown: list[Precedent] = []
    for each in found.order_by("-decided_at", "-id").iterator(chunk_size=100):
        if area is None or each.area is None or _one_line(each.area, area):
            shown.append(each)
        if len(shown) == PRECEDENTS_SHOWN:
            break
    return shown


def _one_line(one: Unit, other: Unit) -> bool:
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def precedents(*, category: str = "", unit_id: UUID | None = None) -> QuerySet[Precedent]:
    """Rulings, of a category and below it, or on a unit."""
    found = Precedent.objects.select_related(
        "area", "from_unit", "competent", "not_competent"
    ).prefetch_related("rules")
    if category:
        found = found.filter(category__startswith=category)
    if unit_id is not None:
        found = found.filter(Q(competent=unit_id) | Q(not_competent=unit_id))
    return found


def finding_of(precedent: Precedent) -> str:
    """What was found, in one sentence."""
    day = f"{precedent.decided_at.astimezone(LOCAL):%Y-%m-%d}"
    said = []
    if precedent.not_competent is not None:
        said.append(f"{precedent.not_competent.name}无管辖权")
    if precedent.competent is not None:
        said.append(f"{precedent.competent.name}有管辖权")
    if not said:
        upheld = precedent.decision == Precedent.Decision.UPHELD
        said.append("退单成立，未涉及管辖" if upheld else "退单不成立，未涉及管辖")
    why = f"（退单理由：{precedent.reason}）" if precedent.reason else ""
    return f"{day}裁定：{'，'.join(said)}{why}"


def reply_skeleton(*, lineage: list[Category], on: date | None = None) -> ReplySkeleton | None:
    """What a reply begins with: the skeleton of the category, else of the nearest one above."""
    codes = [category.code for category in lineage]
    rows = ReplySkeleton.objects.filter(in_force(on or today()), category__in=codes)
    by_code = {row.category: row for row in rows}
    return next((by_code[code] for code in codes if code in by_code), None)


def skeleton_for(
    category: str, *, home: WorkspaceRef | None = None, on: date | None = None
) -> ReplySkeleton | None:
    """The same by the category's code."""
    return reply_skeleton(lineage=category_lineage(category, home=home, on=on), on=on)


def skeletons(*, on: date | None = None) -> list[ReplySkeleton]:
    """All skeletons in force, by category."""
    return list(ReplySkeleton.objects.filter(in_force(on or today())).order_by("category"))
