"""Categories are added, renamed and retired from a day on; the past keeps its names."""

from datetime import timedelta
from unittest.mock import ANY

import pytest

from hierarchy.models import today
from kernel.errors import DomainError, PermissionDenied
from taxonomy.models import Category
from taxonomy.selectors import categories, category_names, known_category
from taxonomy.services.categories import add_category, change_category, retire_category

DAY = timedelta(days=1)


@pytest.fixture
def administrator(city):
    return city.actor("city.administrator")


def _history(code):
    return [
        (row.name, row.valid_from, row.valid_to)
        for row in Category.objects.filter(code=code).order_by("valid_from", "recorded_at")
    ]


def _names(code, *days):
    found = category_names([(code, day) for day in days])
    return [found[code, day] for day in days]


def test_a_new_category_takes_after_its_parent(city, administrator):
    added = city.do(administrator, add_category, code="110490", name="预付卡消费", parent="1104")

    assert (added.name, added.parent, added.departmental) == ("预付卡消费", "1104", True)
    assert (added.valid_from, added.valid_to, added.by) == (today(), None, administrator.user_id)
    assert known_category("110490") == "110490"
    assert categories(search="yfkxf")[0].code == "110490"


def test_added_twice_it_is_added_once(city, administrator, unchanged):
    city.do(administrator, add_category, code="110491", name="网络购物", parent="1104")

    with unchanged():
        city.do(administrator, add_category, code="110491", name="网络购物", parent="1104")


def test_a_category_from_a_later_day_cannot_be_chosen_before(city, administrator):
    later = today() + 10 * DAY
    city.do(administrator, add_category, code="16", name="低空经济", on=later)

    with pytest.raises(DomainError) as refusal:
        known_category("16")
    assert refusal.value.code == "CATEGORY_UNKNOWN"
    assert known_category("16", on=later) == "16"


def test_renamed_old_days_keep_the_old_name(city, administrator):
    later = today() + DAY
    city.do(administrator, change_category, code="010207", name="公园广场管理", on=later)

    assert _history("010207") == [
        ("公园管理", ANY, later),
        ("公园广场管理", later, None),
    ]
    assert _names("010207", today() - 900 * DAY, today(), later) == [
        "公园管理",
        "公园管理",
        "公园广场管理",
    ]
    assert {row.name for row in categories(on=today()) if row.code == "010207"} == {"公园管理"}
    assert {row.name for row in categories(on=later) if row.code == "010207"} == {"公园广场管理"}


def test_the_flag_changes_and_what_is_the_same_changes_nothing(city, administrator, unchanged):
    changed = city.do(administrator, change_category, code="010201", departmental=True)
    assert (changed.name, changed.departmental) == ("园林绿化环卫", True)

    with unchanged():
        city.do(administrator, change_category, code="010201", name="园林绿化环卫")
        city.do(administrator, change_category, code="010201", departmental=True)


def test_retired_it_cannot_be_chosen_and_keeps_its_name(city, administrator):
    city.do(administrator, retire_category, code="010208")

    with pytest.raises(DomainError) as refusal:
        known_category("010208")
    assert (refusal.value.code, refusal.value.field) == ("CATEGORY_EXPIRED", "category")
    assert "冬季采暖" in refusal.value.message
    assert known_category("010208", on=today() - DAY) == "010208"
    assert _names("010208", today() - DAY, today() + DAY) == ["冬季采暖", "冬季采暖"]
    assert Category.objects.get(code="010208").ended_by == administrator.user_id


def test_a_retired_code_can_come_back(city, administrator):
    city.do(administrator, retire_category, code="010210")
    city.do(administrator, add_category, code="010210", name="轨道交通", parent="0102")

    assert _names("010210", today() - DAY, today()) == ["地铁城铁", "轨道交通"]


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ({"code": "0102", "name": "别的"}, "CATEGORY_EXISTS", "code"),
        ({"code": "01 02", "name": "空格"}, "CODE_MALFORMED", "code"),
        ({"code": "", "name": "无代码"}, "CODE_MALFORMED", "code"),
        ({"code": "9" * 41, "name": "过长"}, "CODE_MALFORMED", "code"),
        ({"code": "0199", "name": "新类", "parent": "77"}, "CATEGORY_UNKNOWN", "parent"),
        ({"code": "0299", "name": "新类", "parent": "01"}, "CATEGORY_CODE_MISPLACED", "code"),
        ({"code": "01", "name": "自己", "parent": "01"}, "CATEGORY_CODE_MISPLACED", "code"),
        (
            {"code": "01020101", "name": "四级", "parent": "010202"},
            "CATEGORY_CODE_MISPLACED",
            "code",
        ),
        (
            {"code": "01020299", "name": "四级", "parent": "010202"},
            "CATEGORY_CODE_MISPLACED",
            "code",
        ),
        ({"code": "0198", "name": " "}, "EMPTY", "name"),
        ({"code": "0198", "name": "长" * 61}, "TOO_LONG", "name"),
        ({"code": "0198", "name": "昨天", "on": today() - DAY}, "DATE_IN_PAST", "on"),
    ],
)
def test_what_cannot_be_added(city, administrator, refused, arguments, code, field):
    with refused(code, field):
        city.do(administrator, add_category, **arguments)


def test_what_cannot_be_changed(city, administrator, refused):
    with refused("CATEGORY_UNKNOWN", "code"):
        city.do(administrator, change_category, code="没有", name="新名")
    with refused("DATE_IN_PAST", "on"):
        city.do(administrator, change_category, code="0103", name="新名", on=today() - DAY)
    with refused("CATEGORY_HAS_CHILDREN", "code"):
        city.do(administrator, retire_category, code="0103")
    with refused("CATEGORY_UNKNOWN", "code"):
        city.do(administrator, retire_category, code="没有")


def test_a_change_cannot_overtake_one_already_planned(city, administrator, refused):
    later = today() + 30 * DAY
    city.do(administrator, change_category, code="010303", name="采光遮挡", on=later)
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        city.do(administrator, change_category, code="010303", name="容积采光", on=today())

    city.do(administrator, retire_category, code="010304", on=later)
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        city.do(
            administrator,
            add_category,
            code="010304",
            name="其他",
            parent="0103",
            on=later - DAY,
        )


@pytest.mark.parametrize("who", ["city.manager", "city.dispatcher", "chibi.dispatcher"])
def test_only_the_citys_administrator(city, unchanged, who):
    actor = city.actor(who)
    for service, arguments in (
        (add_category, {"code": "17", "name": "新类"}),
        (change_category, {"code": "0103", "name": "新名"}),
        (retire_category, {"code": "010301"}),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(actor, service, **arguments)
