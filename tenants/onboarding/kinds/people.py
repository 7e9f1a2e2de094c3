"""人员导入: people, what they are in which unit, and whom a unit names (对口负责人、对口承办人)."""

from collections.abc import Iterable, Sequence
from typing import Any

from hierarchy.models import Unit
from onboarding.kinds.posting import undo_membership, write_contact, write_membership
from onboarding.kinds.posts import (
    Post,
    check_dates,
    check_once,
    check_person,
    open_unit_of,
    outcome_of,
    people_there,
    username_of,
)
from onboarding.kinds.traces import refuse_if_acted
from people.models import UnitContact, User
from people.roles import Role
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Line, Plan, Planned, Scope, Touched, Where
from spreadsheets.restoring import made, restore, values_of

ROLES = {role.label: role for role in Role}
USER = ("username", "name", "is_active")


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
        people = people_there(lines, scope)
        for line in lines:
            try:
                unit = open_unit_of(units.get(line["unit"]), scope)
                check_person(line, people, names)
                check_once(line, seen)
                check_dates(line)
            except RowRefused as refusal:
                plan.errors.append(self.error(line.number, refusal))
                continue
            post = Post(line, unit)
            label = f"{line['name']}（{unit.name} {line['role'].label}）"
            plan.rows.append(
                Planned(line.number, outcome_of(post, people.get(username_of(line))), label, post)
            )
        return plan

    def write(self, row: Planned[Post], scope: Scope) -> Iterable[Touched]:
        line, unit = row.data.line, row.data.unit
        user = User.objects.filter(username=username_of(line)).first()
        if user is None:
            # Without a password nobody can log in as them yet.
            user = User.objects.create_user(username=username_of(line), name=line["name"])
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
        yield from write_membership(row, user)
        for duty in row.data.duties:
            yield from write_contact(unit, user, duty, line["since"])

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
                undo_membership(touched)
            case "user":
                restore(User, touched)
            case _:
                raise AssertionError(touched.what)
