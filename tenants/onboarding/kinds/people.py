"""人员导入: people, what they are in which unit, and whom a unit names (对口负责人、对口承办人)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from hierarchy.models import Unit, today
from onboarding.kinds.traces import refuse_if_acted
from people.models import ContactDuty, Membership, UnitContact, UnitGroupPermission, User
from people.roles import Role
from people.services.contacts import appoint_contact, named_contact
from people.services.memberships import grant_membership, keep_in_step
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.models import Outcome
from spreadsheets.restoring import in_use, made, restore, values_of

ROLES = {role.label: role for role in Role}
USER = ("username", "name", "is_active")
MEMBERSHIP = ("user_id", "unit_id", "role", "valid_from", "valid_to")
CONTACT = ("user_id", "unit_id", "duty", "valid_from", "valid_to")
DUTIES = {"leads": ContactDuty.LEADER, "handles": ContactDuty.HANDLER}


@dataclass(frozen=True)
class Post:
    """One row: a person in a unit."""

    line: Line
    unit: Unit

    @property
    def duties(self) -> list[ContactDuty]:
        return [duty for key, duty in DUTIES.items() if self.line[key]]


class PeopleKind(ImportKind[Post]):
    name, label, where, permission = "people", "人员", Where.SHARED, "administer"
    columns = (
        Column(
            key="username",
            heading="用户名",
            read=cells.code(60),
            required=True,
            help="登录名，由字母、数字和 @ . + - _ 组成，全平台唯一。一人任多职写多行。",
            example="zhangsan（示例）",
        ),
        Column(
            key="name",
            heading="姓名",
            read=cells.line(60),
            required=True,
            help="真实姓名。与系统中不同的，按改名处理。",
            example="张三",
        ),
        Column(
            key="unit",
            heading="单位代码",
            read=cells.code(),
            required=True,
            help="任职单位的代码，见“单位”导入表。",
            example="421281",
        ),
        Column(
            key="role",
            heading="岗位",
            read=cells.one_of(ROLES),
            required=True,
            choices=tuple(ROLES),
            help="岗位决定权限。外包岗位人员不能兼任派遣、复核等管理岗位。",
            example=Role.HANDLER.label,
        ),
        Column(
            key="since",
            heading="起始日期",
            read=cells.day(),
            default=None,
            help="从哪一天起任职；不填为导入当天。",
            example="2026-01-01",
        ),
        Column(
            key="until",
            heading="终止日期",
            read=cells.day(),
            default=None,
            help="从哪一天起不再任职；长期任职不填。",
        ),
        Column(
            key="leads",
            heading="对口负责人",
            read=cells.yes_or_no(),
            default=False,
            choices=("是", "否"),
            help="是本单位对热线的负责人填“是”，每个单位一人。",
        ),
        Column(
            key="handles",
            heading="对口承办人",
            read=cells.yes_or_no(),
            default=False,
            choices=("是", "否"),
            help="是本单位对热线的承办人填“是”，每个单位一人。",
            example="是",
        ),
    )

    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[Post]:
        plan: Plan[Post] = Plan()
        codes = {line["unit"] for line in lines}
        units = {each.code: each for each in Unit.objects.filter(code__in=codes)}
        names: dict[str, tuple[str, int]] = {}
        seen: dict[tuple[Any, ...], int] = {}
        people = _people(lines, scope)
        for line in lines:
            try:
                unit = _open_unit(units.get(line["unit"]), scope)
                _check_person(line, people, names)
                _check_once(line, seen)
                _check_dates(line)
            except RowRefused as refusal:
                plan.errors.append(self.error(line.number, refusal))
                continue
            post = Post(line, unit)
            label = f"{line['name']}（{unit.name} {line['role'].label}）"
            plan.rows.append(
                Planned(line.number, _outcome(post, people.get(_username(line))), label, post)
            )
        return plan

    def write(self, row: Planned[Post], scope: Scope) -> Iterable[Touched]:
        line, unit = row.data.line, row.data.unit
        user = User.objects.filter(username=_username(line)).first()
        if user is None:
            # Without a password nobody can log in as them yet.
            user = User.objects.create_user(username=_username(line), name=line["name"])
            yield made("user", user, USER, line["name"])
        elif user.name != line["name"]:
            before = values_of(user, USER)
            user.name = line["name"]
            user.save(update_fields=["name"])
            yield Touched(
                what="user",
                object_id=user.pk,
                label=line["name"],
                before=before,
                after=values_of(user, USER),
            )
        yield from _write_membership(row, user)
        for duty in row.data.duties:
            yield from _write_contact(unit, user, duty, line["since"])

    def look_before_undo(self, things: Sequence[Touched], scope: Scope) -> None:
        refuse_if_acted(
            {
                touched.object_id: touched.label
                for touched in things
                if touched.what == "user" and touched.before is None
            }
        )

    def undo(self, touched: Touched, scope: Scope) -> None:
        match touched.what:
            case "contact":
                restore(UnitContact, touched)
            case "membership":
                _undo_membership(touched)
            case "user":
                restore(User, touched)
            case _:
                raise AssertionError(touched.what)


def _username(line: Line) -> str:
    return User.normalize_username(line["username"])


def _people(lines: Sequence[Line], scope: Scope) -> dict[str, tuple[User, bool]]:
    """People there already, each with whether they belong to nobody but this division."""
    users = User.objects.filter(username__in={_username(line) for line in lines})
    outside = set(
        Membership.objects.in_force()
        .filter(user__in=users)
        .exclude(unit__path__contains=f"/{scope.root_code}/")
        .values_list("user_id", flat=True)
    )
    return {user.username: (user, user.pk not in outside) for user in users}


def _open_unit(unit: Unit | None, scope: Scope) -> Unit:
    if unit is None or f"/{scope.root_code}/" not in unit.path:
        raise RowRefused("您管理的地区内没有这个单位", column="unit")
    if not unit.is_open():
        raise RowRefused(f"{unit.name}已撤销", column="unit")
    return unit


def _check_person(
    line: Line, people: Mapping[str, tuple[User, bool]], names: dict[str, tuple[str, int]]
) -> None:
    username, name = _username(line), line["name"]
    try:
        ASCIIUsernameValidator()(username)
    except ValidationError as problem:
        raise RowRefused("用户名只能由字母、数字和 @ . + - _ 组成", column="username") from problem
    first, where = names.setdefault(username, (name, line.number))
    if first != name:
        raise RowRefused(f"与第 {where} 行同一用户名的姓名不同", column="name")
    if username in people:
        user, ours = people[username]
        if not ours and user.name != name:
            raise RowRefused("该用户名已由其他地区的人员使用，请换一个", column="username")
        if not user.is_active:
            raise RowRefused("该用户已停用，请先启用", column="username")


def _check_once(line: Line, seen: dict[tuple[Any, ...], int]) -> None:
    keys: list[tuple[Any, ...]] = [(_username(line), line["unit"], line["role"])]
    keys += [(line["unit"], duty) for key, duty in DUTIES.items() if line[key]]
    for key in keys:
        if key in seen:
            what = f"{key[1].label}已在第 {seen[key]} 行指定" if len(key) == 2 else ""
            raise RowRefused(what or f"与第 {seen[key]} 行重复", column="" if what else "username")
    seen.update(dict.fromkeys(keys, line.number))


def _check_dates(line: Line) -> None:
    since, until = line["since"] or today(), line["until"]
    if until is not None and until <= since:
        raise RowRefused("终止日期应晚于起始日期", column="until")
    works_today = since <= today() and (until is None or until > today())
    if (line["leads"] or line["handles"]) and not works_today:
        raise RowRefused("对口负责人、对口承办人须是当前在岗的人员", column="since")


def _present(user: User, post: Post) -> Membership | None:
    """The membership the row speaks of: the one that has not ended."""
    found = Membership.objects.filter(user=user, unit=post.unit, role=post.line["role"])
    running = [each for each in found if each.valid_to is None or each.valid_to > today()]
    return max(running, key=lambda each: each.valid_from, default=None)


def _wanted(post: Post, present: Membership) -> tuple[date, date | None]:
    return post.line["since"] or present.valid_from, post.line["until"]


def _outcome(post: Post, known: tuple[User, bool] | None) -> Outcome:
    if known is None:
        return Outcome.NEW
    user, _ = known
    present = _present(user, post)
    if present is None:
        # Already over by the row's own dates, and kept as such: nothing to do.
        ended = Membership.objects.filter(
            user=user,
            unit=post.unit,
            role=post.line["role"],
            valid_from=post.line["since"],
            valid_to=post.line["until"],
        )
        return Outcome.UNCHANGED if ended.exists() and post.line["since"] else Outcome.NEW
    named = set(
        UnitContact.objects.filter(unit=post.unit, user=user, valid_to=None).values_list(
            "duty", flat=True
        )
    )
    same = (
        user.name == post.line["name"]
        and (present.valid_from, present.valid_to) == _wanted(post, present)
        and named.issuperset(post.duties)
    )
    return Outcome.UNCHANGED if same else Outcome.CHANGED


def _write_membership(row: Planned[Post], user: User) -> Iterable[Touched]:
    line, unit = row.data.line, row.data.unit
    present = _present(user, row.data)
    if present is None:
        membership = grant_membership(
            user=user,
            unit=unit,
            role=line["role"],
            valid_from=line["since"],
            valid_to=line["until"],
        )
        yield made("membership", membership, MEMBERSHIP, row.label)
        return
    since, until = _wanted(row.data, present)
    if (present.valid_from, present.valid_to) == (since, until):
        return
    before = values_of(present, MEMBERSHIP)
    present.valid_from, present.valid_to = since, until
    present.save(update_fields=["valid_from", "valid_to"])
    keep_in_step(user)
    yield Touched(
        what="membership",
        object_id=present.pk,
        label=row.label,
        before=before,
        after=values_of(present, MEMBERSHIP),
    )


def _write_contact(
    unit: Unit, user: User, duty: ContactDuty, since: date | None
) -> Iterable[Touched]:
    present = named_contact(unit, duty)
    if present is not None and present.user_id == user.pk:
        return
    before = values_of(present, CONTACT) if present else None
    on = max(since or today(), present.valid_from) if present else since
    named = appoint_contact(unit=unit, user=user, duty=duty, on=on)
    label = f"{unit.name}{duty.label}"
    if present is not None:
        ended = UnitContact.objects.get(pk=present.pk)
        yield Touched(
            what="contact",
            object_id=ended.pk,
            label=label,
            before=before,
            after=values_of(ended, CONTACT),
        )
    yield made("contact", named, CONTACT, label)


def _undo_membership(touched: Touched) -> None:
    there = Membership.objects.select_related("user").filter(pk=touched.object_id).first()
    if there is not None and touched.before is None:
        others = Membership.objects.filter(user=there.user, unit=there.unit).exclude(pk=there.pk)
        named = UnitContact.objects.filter(user=there.user, unit=there.unit)
        if named.exists() and not others.exists():
            raise in_use(touched.label, "已被指定为对口负责人或承办人")
    restore(Membership, touched)
    assert there is not None
    keep_in_step(there.user)
    if touched.before is None:
        _forget_group(there.group_id)


def _forget_group(group_id: int) -> None:
    """A group exists for its memberships; without any it would keep the unit from being undone."""
    if not Membership.objects.filter(group=group_id).exists():
        UnitGroupPermission.objects.filter(group=group_id).delete()
        Group.objects.filter(pk=group_id).delete()
