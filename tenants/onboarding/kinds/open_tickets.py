"""在办件导入: what another system was handling when the city changed over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from uuid import UUID, uuid5

from django.db.models import QuerySet

from hierarchy.models import Unit
from hierarchy.selectors import root_unit
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from people.models import Membership, User
from people.selectors import actor_for
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.local.models import ImportedRow
from spreadsheets.models import Outcome, RunState
from spreadsheets.restoring import in_use
from taxonomy.selectors import known_category
from tenancy.context import WorkspaceRef, in_public
from tickets.models import Channel, Kind
from tickets.services.registering import Request
from tickets.services.taking_over import (
    TakenOver,
    give_up_ticket,
    is_untouched,
    take_over_ticket,
    taken_over,
)

SPACE = UUID("8f6bb0f2-6d0e-4d55-9f5a-6f0f0b6f1c11")
KINDS = {kind.label: kind for kind in Kind}
CLOSE_OF_WORK = time(17, 30)
# A phone as people write it; what it is, the caller's record decides.
PHONE_LIMIT = 40


class OpenTicketsKind(ImportKind[TakenOver]):
    name, label, where, permission = "open_tickets", "在办件", Where.WORKSPACE, "dispatch"
    # Each ticket is carried by commands of its own; see `tickets.services.taking_over`.
    atomic = False
    columns = (
        Column(
            key="number",
            heading="原编号",
            read=cells.code(),
            required=True,
            help="在原系统中的编号，保留并可检索。同一编号只导入一次。",
            example="OLD-2026-0001（示例）",
        ),
        Column(
            key="title",
            heading="标题",
            read=cells.line(200),
            required=True,
            help="一句话。",
            example="路灯不亮",
        ),
        Column(
            key="body",
            heading="诉求内容",
            read=cells.body(),
            required=True,
            help="诉求原文。转办给其他单位的文本会自动遮蔽个人信息。",
            example="村口三盏路灯坏了半个月。",
        ),
        Column(
            key="kind",
            heading="类型",
            read=cells.one_of(KINDS),
            required=True,
            choices=tuple(KINDS),
            help="",
            example="求助",
        ),
        Column(key="category", heading="分类代码", read=cells.code(), help="分类目录中的代码。"),
        Column(key="area", heading="事发地代码", read=cells.code(), help="区划代码。"),
        Column(
            key="holder",
            heading="承办单位代码",
            read=cells.code(),
            required=True,
            help="目前承办的单位；须在本热线中心之下。",
            example="421281100",
        ),
        Column(
            key="due",
            heading="办理时限",
            read=cells.moment(at=CLOSE_OF_WORK),
            required=True,
            help="原定时限，照原样继续计算；只写日期的，为当天 17:30。",
            example="2026-12-31",
        ),
        Column(key="caller", heading="诉求人", read=cells.line(60), help="姓名，加密保存。"),
        Column(key="phone", heading="联系电话", read=cells.code(PHONE_LIMIT), help="加密保存。"),
    )

    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[TakenOver]:
        plan: Plan[TakenOver] = Plan()
        centre = root_unit(_ref(scope))
        assert centre is not None
        codes = {code for line in lines for code in (line["holder"], line["area"]) if code}
        units = {each.code: each for each in Unit.objects.filter(code__in=codes)}
        seen: dict[str, int] = {}
        for line in lines:
            try:
                if line["number"] in seen:
                    raise RowRefused(f"与第 {seen[line['number']]} 行重复", column="number")
                seen[line["number"]] = line.number
                taken = _taken(line, units, centre)
            except RowRefused as refusal:
                plan.errors.append(self.error(line.number, refusal))
                continue
            outcome = _outcome(taken.number)
            plan.rows.append(Planned(line.number, outcome, taken.number, taken))
        return plan

    def write(self, row: Planned[TakenOver], scope: Scope) -> Iterable[Touched]:
        person = _person(scope)
        yield Touched(
            what="ticket",
            object_id=uuid5(SPACE, row.data.number),
            label=row.data.number,
            before=None,
            after={"holder": str(row.data.holder.pk)},
        )
        take_over_ticket(person=person, ref=_ref(scope), taken=row.data)

    def undo(self, touched: Touched, scope: Scope) -> None:
        """Withdraws what nobody has worked on yet; RUN_IN_USE for the rest."""
        ticket = taken_over(touched.label)
        if ticket is None:
            return
        holder = Unit.objects.get(pk=touched.after["holder"])
        if not is_untouched(ticket, holder):
            raise in_use(touched.label, "已开始办理")
        give_up_ticket(person=_person(scope), ref=_ref(scope), ticket=ticket)


def _ref(scope: Scope) -> WorkspaceRef:
    assert scope.workspace is not None
    return scope.workspace


def _person(scope: Scope) -> Actor:
    """Who brings them in; by command without a name, a dispatcher of the centre."""
    ref = _ref(scope)
    with in_public():
        centre = root_unit(ref)
        found = User.objects.filter(pk=scope.by) if scope.by else _dispatchers(centre)
        user = found.first()
        actor = actor_for(user, ref) if user else None
    if actor is None or centre is None or not actor.may("dispatch", centre.pk):
        raise PermissionDenied
    return actor


def _dispatchers(centre: Unit | None) -> "QuerySet[User]":
    posts = Membership.objects.in_force().filter(unit=centre, role="dispatcher")
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("username")


def _taken(line: Line, units: Mapping[str, Unit], centre: Unit) -> TakenOver:
    holder = units.get(line["holder"])
    if holder is None or not holder.path.startswith(centre.path):
        raise RowRefused(f"{centre.name}之下没有这个单位", column="holder")
    if not holder.is_open():
        raise RowRefused(f"{holder.name}已撤销", column="holder")
    area = units.get(line["area"])
    if line["area"] and area is None:
        raise RowRefused("没有这个地区", column="area")
    try:
        category = known_category(line["category"])
    except DomainError as refusal:
        raise RowRefused(refusal.message, column="category") from refusal
    request = Request(
        kind=line["kind"],
        title=line["title"],
        body=line["body"],
        category=category,
        channel=Channel.IMPORT,
        area_id=area.pk if area else None,
        caller_name=line["caller"],
        caller_phone=line["phone"],
        external_id=f"old:{line['number']}",
    )
    return TakenOver(number=line["number"], request=request, holder=holder, due_at=line["due"])


def _outcome(number: str) -> Outcome:
    if taken_over(number) is None:
        return Outcome.NEW
    return Outcome.CHANGED if _broke_off(number) else Outcome.UNCHANGED


def _broke_off(number: str) -> bool:
    """Whether the last run about this number stopped while carrying it."""
    last = ImportedRow.objects.filter(label=number, what="ticket").order_by("-id")
    row = last.select_related("run").first()
    if row is None or row.run.state not in {RunState.APPLYING, RunState.BROKEN_OFF}:
        return False
    return not ImportedRow.objects.filter(run=row.run, seq__gt=row.seq).exists()
