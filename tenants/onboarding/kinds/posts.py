"""Rows about people, judged: whether they can be, and what they would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from hierarchy.models import Unit, today
from people.models import ContactDuty, Membership, UnitContact, User
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Line, Scope
from spreadsheets.models import Outcome

DUTIES = {"leads": ContactDuty.LEADER, "handles": ContactDuty.HANDLER}


@dataclass(frozen=True)
class Post:
    """One row: a person in a unit."""

    line: Line
    unit: Unit

    @property
    def duties(self) -> list[ContactDuty]:
        return [duty for key, duty in DUTIES.items() if self.line[key]]


def username_of(line: Line) -> str:
    """The username of a row, as it is kept."""
    return User.normalize_username(line["username"])


def people_there(lines: Sequence[Line], scope: Scope) -> dict[str, tuple[User, bool]]:
    """People there already, each with whether they belong to nobody but this division."""
    users = User.objects.filter(username__in={username_of(line) for line in lines})
    outside = set(
        Membership.objects.in_force()
        .filter(user__in=users)
        .exclude(unit__path__contains=f"/{scope.root_code}/")
        .values_list("user_id", flat=True)
    )
    return {user.username: (user, user.pk not in outside) for user in users}


def open_unit_of(unit: Unit | None, scope: Scope) -> Unit:
    """The unit, if it is open and within the division; else RowRefused."""
    if unit is None or f"/{scope.root_code}/" not in unit.path:
        raise RowRefused("您管理的地区内没有这个单位", column="unit")
    if not unit.is_open():
        raise RowRefused(f"{unit.name}已撤销", column="unit")
    return unit


def check_person(
    line: Line, people: Mapping[str, tuple[User, bool]], names: dict[str, tuple[str, int]]
) -> None:
    """Raise RowRefused for a username that cannot be, or is somebody else's."""
    username, name = username_of(line), line["name"]
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


def check_once(line: Line, seen: dict[tuple[Any, ...], int]) -> None:
    """Raise RowRefused if a row before says the post, or names somebody for the duty."""
    keys: list[tuple[Any, ...]] = [(username_of(line), line["unit"], line["role"])]
    keys += [(line["unit"], duty) for key, duty in DUTIES.items() if line[key]]
    for key in keys:
        if key in seen:
            what = f"{key[1].label}已在第 {seen[key]} 行指定" if len(key) == 2 else ""
            raise RowRefused(what or f"与第 {seen[key]} 行重复", column="" if what else "username")
    seen.update(dict.fromkeys(keys, line.number))


def check_dates(line: Line) -> None:
    """Raise RowRefused for dates out of order, or a contact who does not work there today."""
    since, until = line["since"] or today(), line["until"]
    if until is not None and until <= since:
        raise RowRefused("终止日期应晚于起始日期", column="until")
    works_today = since <= today() and (until is None or until > today())
    if (line["leads"] or line["handles"]) and not works_today:
        raise RowRefused("对口负责人、对口承办人须是当前在岗的人员", column="since")


def present_post(user: User, post: Post) -> Membership | None:
    """The membership the row speaks of: the one that has not ended."""
    found = Membership.objects.filter(user=user, unit=post.unit, role=post.line["role"])
    running = [each for each in found if each.valid_to is None or each.valid_to > today()]
    return max(running, key=lambda each: each.valid_from, default=None)


def wanted_dates(post: Post, present: Membership) -> tuple[date, date | None]:
    """From when to when the row wants the post to last."""
    return post.line["since"] or present.valid_from, post.line["until"]


def outcome_of(post: Post, known: tuple[User, bool] | None) -> Outcome:
    """What the row is to what is there."""
    if known is None:
        return Outcome.NEW
    user, _ = known
    present = present_post(user, post)
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
        and (present.valid_from, present.valid_to) == wanted_dates(post, present)
        and named.issuperset(post.duties)
    )
    return Outcome.UNCHANGED if same else Outcome.CHANGED
