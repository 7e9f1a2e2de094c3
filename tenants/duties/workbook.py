"""The workbook of duty rosters (值班表导入)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from duties.models import DutyContact, DutyShift
from duties.phones import Kept, is_called_on, kept_phone, put_phone_back
from duties.services.shifts import (
    ORDER_AT_MOST,
    ShiftSpec,
    remove_shift,
    restore_shift,
    shift_in_place_of,
    write_shift,
)
from hierarchy.models import Unit, today
from hierarchy.selectors import open_on
from kernel.errors import DomainError
from people.models import User
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.models import Outcome
from spreadsheets.restoring import changed_since, made, values_of

WEEKDAYS = {"周一": 0, "周二": 1, "周三": 2, "周四": 3, "周五": 4, "周六": 5, "周日": 6}
SHIFT = ("unit_id", "user_id", "weekday", "day", "starts", "ends", "order", "valid_from")
ENDED = ("valid_to", "removed_at")
PHONE = ("changed_at",)
# Which column an argument of the shift stands in.
COLUMN_OF = {"userId": "username", "unitId": "unit"}
PHONE_LIMIT = 40


@dataclass(frozen=True)
class Row:
    """One row understood, and how a sentence names it."""

    spec: ShiftSpec
    label: str


class DutyWorkbook(ImportKind[Row]):
    """Shifts by their place in the roster: unit × weekday or date × start × order.

    Whoever stood in that place is ended; what is not listed stays.
    """

    name, label = "duties", "值班表"
    where, permission = Where.WORKSPACE, "administer"
    columns = (
        Column(
            key="unit",
            heading="单位代码",
            read=cells.code(),
            required=True,
            help="值班单位的代码，见“单位”导入表；须是本工作区的单位。",
            example="421281100",
        ),
        Column(
            key="username",
            heading="用户名",
            read=cells.code(60),
            required=True,
            help="值班人员的登录名；须在该单位任职。",
            example="zhangsan",
        ),
        Column(
            key="weekday",
            heading="星期",
            read=cells.one_of(WEEKDAYS),
            default=None,
            choices=tuple(WEEKDAYS),
            help="每周在这一天值班；与“日期”二者填一项。",
            example="周一",
        ),
        Column(
            key="day",
            heading="日期",
            read=cells.day(),
            default=None,
            help="只在这一天值班；当天有按日期排的班，就不看按星期排的。",
        ),
        Column(
            key="starts",
            heading="起",
            read=cells.clock_time(),
            required=True,
            help="从几点起，如 08:00。",
            example="08:00",
        ),
        Column(
            key="ends",
            heading="止",
            read=cells.clock_time(),
            required=True,
            help="到几点止；不晚于“起”的算到次日，08:00 到 08:00 为一昼夜。",
            example="08:00",
        ),
        Column(
            key="order",
            heading="次序",
            read=cells.whole(1, ORDER_AT_MOST),
            default=1,
            help="同一时段先呼叫 1，再呼叫 2；不填为 1。",
            example="1",
        ),
        Column(
            key="phone",
            heading="值班电话",
            read=cells.line(PHONE_LIMIT),
            help="直通车呼叫此人的号码，加密保存；不填则不改。",
            example="0715-5888888",
        ),
    )

    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[Row]:
        plan: Plan[Row] = Plan()
        units, people = _units(lines, scope), _people(lines)
        places: dict[tuple[Any, ...], int] = {}
        phones: dict[UUID, tuple[str, int]] = {}
        for line in lines:
            try:
                row = _row(line, units, people)
                _check_once(row.spec, line.number, places, phones)
                plan.rows.append(Planned(line.number, _outcome(row.spec), row.label, row))
            except RowRefused as refusal:
                plan.errors.append(self.error(line.number, refusal))
        return plan

    def write(self, row: Planned[Row], scope: Scope) -> Iterator[Touched]:
        spec = row.data.spec
        present = shift_in_place_of(spec)
        before = values_of(present, ENDED) if present else None
        number = kept_phone(spec.user_id)
        shift = write_shift(spec=spec, by=scope.by)
        if touched := _phone_touched(row, number):
            yield touched
        if present is not None and present.id == shift.id:
            return
        if present is not None:
            ended = DutyShift.objects.get(pk=present.id)
            yield Touched(
                what="ended",
                object_id=ended.id,
                label=row.label,
                before=before,
                after=values_of(ended, ENDED),
            )
        yield made("shift", shift, SHIFT, row.label)

    def undo(self, touched: Touched, scope: Scope) -> None:
        """A shift that was written is off from now on, but can still be read: calls were made by
        it. The one whose place it took holds again.
        """
        if touched.what == "phone":
            _undo_phone(touched)
        else:
            _undo_shift(touched, scope.by)


def _units(lines: Sequence[Line], scope: Scope) -> Mapping[str, Unit]:
    assert scope.workspace is not None
    found = Unit.objects.filter(
        open_on(today()),
        code__in={line["unit"] for line in lines},
        workspace=scope.workspace.id,
        is_statistical=False,
    )
    return {unit.code: unit for unit in found}


def _people(lines: Sequence[Line]) -> Mapping[str, tuple[UUID, str]]:
    names = {User.normalize_username(line["username"]) for line in lines}
    found = User.objects.filter(username__in=names).values_list("username", "id", "name")
    return {username: (user_id, name) for username, user_id, name in found}


def _row(line: Line, units: Mapping[str, Unit], people: Mapping[str, tuple[UUID, str]]) -> Row:
    unit = units.get(line["unit"])
    if unit is None:
        raise RowRefused("本工作区没有这个单位，或已撤销", column="unit")
    known = people.get(User.normalize_username(line["username"]))
    if known is None:
        raise RowRefused("没有这个用户，请先导入人员", column="username")
    user_id, name = known
    spec = ShiftSpec(
        unit_id=unit.id,
        user_id=user_id,
        weekday=line["weekday"],
        day=line["day"],
        starts=line["starts"],
        ends=line["ends"],
        order=line["order"],
        phone=line["phone"],
    )
    try:
        spec = spec.checked()
    except DomainError as refusal:
        field = refusal.field or ""
        raise RowRefused(refusal.message, column=COLUMN_OF.get(field, field)) from refusal
    when = line["day"] or next(each for each, no in WEEKDAYS.items() if no == line["weekday"])
    label = f"{unit.name} {when} {line['starts']:%H:%M} 第{line['order']}位 {name}"
    return Row(spec, label)


def _check_once(
    spec: ShiftSpec,
    number: int,
    places: dict[tuple[Any, ...], int],
    phones: dict[UUID, tuple[str, int]],
) -> None:
    place = (spec.unit_id, spec.weekday, spec.day, spec.starts, spec.order)
    first = places.setdefault(place, number)
    if first != number:
        raise RowRefused(f"与第 {first} 行的时段、次序相同，请改次序", column="order")
    if spec.phone:
        phone, first = phones.setdefault(spec.user_id, (spec.phone, number))
        if phone != spec.phone:
            raise RowRefused(f"与第 {first} 行同一人的值班电话不同", column="phone")


def _outcome(spec: ShiftSpec) -> Outcome:
    present = shift_in_place_of(spec)
    if present is None:
        return Outcome.NEW
    same = (present.user_id, present.ends) == (spec.user_id, spec.ends)
    begun = spec.day is not None or present.valid_from <= today()
    called = not spec.phone or is_called_on(spec.user_id, spec.phone)
    return Outcome.UNCHANGED if same and begun and called else Outcome.CHANGED


def _phone_touched(row: Planned[Row], before: Kept) -> Touched | None:
    """The ledger's entry for a number that changed; it keeps the old one encrypted only."""
    contact = DutyContact.objects.filter(user=row.data.spec.user_id).first()
    if contact is None or contact.changed_at == before.since:
        return None
    return Touched(
        what="phone",
        object_id=contact.id,
        label=f"{row.label}的值班电话",
        before={"phone": before.sealed},
        after=values_of(contact, PHONE),
    )


def _undo_phone(touched: Touched) -> None:
    contact = DutyContact.objects.select_for_update().filter(pk=touched.object_id).first()
    if contact is None or values_of(contact, PHONE) != touched.after:
        raise changed_since(touched.label)
    assert touched.before is not None
    put_phone_back(contact, touched.before["phone"])


def _undo_shift(touched: Touched, by: UUID | None) -> None:
    shift = DutyShift.objects.select_for_update().filter(pk=touched.object_id).first()
    if shift is None or values_of(shift, touched.after) != touched.after:
        raise changed_since(touched.label)
    if touched.what == "ended":
        restore_shift(shift=shift, by=by)
    elif shift.removed_at is not None or shift.valid_to is not None:
        raise changed_since(touched.label)
    else:
        remove_shift(shift_id=shift.id)
