"""人员导入: people, posts, contacts; undone they are as before."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.models import today
from kernel.errors import DomainError
from people.models import Membership, UnitContact, User
from people.selectors import actor_for, contacts_of, is_without_person, units_without_person
from people.services.contacts import appoint_contact
from people.services.memberships import end_membership
from spreadsheets.kinds import Scope
from tenancy.context import in_public
from tests.onboarding.sheets import apply, check, command, counts, everything, told, undo, workbook
from tickets.models import Kind
from tickets.services.registering import Request, register_ticket

TOWN, VILLAGE = "421281100", "421281100201"


def row(username, name, unit=TOWN, role="承办员", **more):
    return {"username": username, "name": name, "unit": unit, "role": role, **more}


NEW = [
    row("wang", "王一", leads="是", role="分管领导"),
    row("Li.Er", "李二", since="2026-01-01", handles="是"),
    row("li.er", "李二", unit=VILLAGE, role="承办员", until="2030-01-01"),
]


def posts(username):
    found = Membership.objects.filter(user__username=username).order_by("unit__code")
    return [
        (each.unit.code, each.role, str(each.valid_from), each.valid_to and str(each.valid_to))
        for each in found
    ]


def contacts(code):
    found = UnitContact.objects.filter(unit__code=code).order_by("duty", "valid_from", "id")
    return [(each.user.username, each.duty, each.valid_to is None) for each in found]


def test_people_posts_and_contacts_are_made(own_database):
    handler_before = contacts(TOWN)
    report = apply("people", NEW)

    assert (counts(report), told(report)) == ((3, 0, 0, 0), [])
    assert posts("li.er") == [
        (TOWN, "handler", "2026-01-01", None),
        (VILLAGE, "handler", str(today()), "2030-01-01"),
    ]
    (before,) = handler_before
    assert contacts(TOWN) == [
        (before[0], "handler", False),
        ("li.er", "handler", True),
        ("wang", "leader", True),
    ]
    actor = actor_for(User.objects.get(username="li.er"), None)
    assert {len(granted) for granted in actor.grants.values()} == {7}
    assert not User.objects.get(username="wang").has_usable_password()
    assert counts(apply("people", NEW)) == (0, 0, 3, 0)


def test_undone_they_are_gone_and_the_former_contact_is_back(own_database):
    before = everything(own_database)
    report = apply("people", NEW)

    undo("people", report.run_id)

    assert everything(own_database) == before


def test_a_dry_run_writes_nothing_and_finds_what_only_writing_shows(own_database):
    before = everything(own_database)
    rows = [*NEW, row("zhao", "赵三", role="话务员"), row("zhao", "赵三", role="调度员")]

    report = check("people", rows)

    assert counts(report) == (4, 0, 0, 1)
    assert told(report) == ["第 6 行「岗位」：外包岗位人员不能同时担任派遣、复核等管理岗位"]
    assert everything(own_database) == before


def test_changes_are_counted_and_put_back(own_database):
    apply("people", NEW)
    before = everything(own_database)
    changed = [
        row("wang", "王依", role="分管领导"),
        row("li.er", "李二", since="2026-02-01", until="2031-01-01"),
    ]
    report = apply("people", changed)

    assert counts(report) == (0, 2, 0, 0)
    assert User.objects.get(username="wang").name == "王依"
    assert posts("li.er")[0] == (TOWN, "handler", "2026-02-01", "2031-01-01")
    undo("people", report.run_id)
    assert everything(own_database) == before


def test_all_that_is_wrong_is_said_at_once(own_database):
    before = everything(own_database)
    report = apply(
        "people",
        [
            row("张三", "张三"),
            row("a", "甲", unit="000000"),
            row("b", "乙", role="局长"),
            row("c", "丙", leads="是"),
            row("d", "丁", leads="是"),
            row("c", "丙三"),
            row("e", "戊", since="2026-05-01", until="2026-05-01"),
            row("f", "己", since="2099-01-01", handles="是"),
            row("c", "丙", leads="否"),
        ],
    )

    assert [line[:20] for line in told(report)] == [
        "第 2 行「用户名」：用户名只能由字母、"[:20],
        "第 3 行「单位代码」：您管理的地区内没"[:20],
        "第 4 行「岗位」：没有“局长”这一项，"[:20],
        "第 6 行：对口负责人已在第 5 行指定"[:20],
        "第 7 行「姓名」：与第 5 行同一用户"[:20],
        "第 8 行「终止日期」：终止日期应晚于起"[:20],
        "第 9 行「起始日期」：对口负责人、对口"[:20],
        "第 10 行「用户名」：与第 5 行重复"[:20],
    ]
    assert everything(own_database) == before


def test_a_county_names_neither_units_nor_people_of_others(own_database):
    report = apply(
        "people",
        [row("x", "某", unit="421221"), row("jiayu.dispatcher", "改名")],
        Scope("421281"),
    )

    assert told(report) == [
        "第 2 行「单位代码」：您管理的地区内没有这个单位",
        "第 3 行「用户名」：该用户名已由其他地区的人员使用，请换一个",
    ]


def test_undo_is_refused_once_a_person_has_acted(own_database, city):
    run = apply("people", [*NEW, row("ma", "马七", unit="421281", role="调度员")]).run_id
    actor = city.actor("ma", "chibi")
    request = Request(kind=Kind.HELP, title="路灯不亮", body="路灯不亮三天")
    city.do(actor, register_ticket, request=request)
    before = everything(own_database)

    with pytest.raises(DomainError) as refusal:
        undo("people", run)

    assert (refusal.value.code, refusal.value.message) == (
        "RUN_IN_USE",
        "“马七”已在赤壁市办理或查看过工单，不能撤销；请单独处理",
    )
    assert everything(own_database) == before


def test_undo_is_refused_once_a_post_was_changed_by_hand(own_database):
    run = apply("people", NEW).run_id
    membership = Membership.objects.get(user__username="li.er", unit__code=VILLAGE)
    with in_public():
        end_membership(membership_id=membership.pk, on=today() + timedelta(days=3))

    with pytest.raises(DomainError) as refusal:
        undo("people", run)

    assert refusal.value.code == "RUN_CHANGED_SINCE"
    assert User.objects.filter(username="wang").exists()


def test_undo_is_refused_once_a_person_was_named_contact_by_hand(own_database, city):
    run = apply("people", [row("ma", "马七", unit=VILLAGE)]).run_id
    with in_public():
        appoint_contact(
            unit=city.unit(VILLAGE), user=User.objects.get(username="ma"), duty="leader"
        )

    with pytest.raises(DomainError) as refusal:
        undo("people", run)

    named = f"“马七（{city.unit(VILLAGE).name} 承办员）”已被指定为对口负责人或承办人"
    assert (refusal.value.code, refusal.value.message) == (
        "RUN_IN_USE",
        f"{named}，不能撤销；请单独处理",
    )


def test_a_unit_has_a_person_only_while_somebody_named_works_there(own_database, city):
    _, unit = city.walkthrough_units()
    with in_public():
        named = contacts_of([unit.id])[unit.id]
        assert [(each.duty, each.user.username) for each in named] == [
            ("handler", city.user_for(unit.code))
        ]
        assert (is_without_person(unit.id), unit in units_without_person(["leader"])) == (
            False,
            True,
        )
        end_membership(membership_id=Membership.objects.get(unit=unit).pk, on=today())
        assert is_without_person(unit.id)
        assert unit in units_without_person(["leader", "handler"])
    apply("people", [row("ma", "马七", unit=unit.code, handles="是")])
    with in_public():
        assert not is_without_person(unit.id)
        User.objects.filter(username="ma").update(is_active=False)
        assert is_without_person(unit.id)


def test_the_command_imports_people(own_database, tmp_path):
    file = tmp_path / "p.xlsx"
    file.write_bytes(workbook("people", NEW))

    out, err, failure = command(
        "import_people", file, "--city", "421281", "--as", "chibi.dispatcher"
    )

    assert (err, failure) == ("", "")
    assert out.startswith(
        "新增 new 3，更改 changed 0，未变 unchanged 0，有误 wrong 0。导入编号 run："
    )


POSTS = st.dictionaries(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3"]),
        st.sampled_from([TOWN, VILLAGE, "421281"]),
        st.sampled_from(["承办员", "分管领导", "话务员"]),
    ),
    st.tuples(
        st.sampled_from([None, "2026-01-01", "2026-03-01"]),
        st.sampled_from([None, "2031-01-01"]),
        st.sampled_from([None, "是"]),
        st.sampled_from([None, "是"]),
    ),
    max_size=5,
)
NAMES = st.sampled_from(["甲", "乙"])


def rows_of(posts_, name):
    return [
        row(username, name, unit, role, since=since, until=until, leads=leads, handles=handles)
        for (username, unit, role), (since, until, leads, handles) in posts_.items()
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=POSTS, second=POSTS, name=NAMES)
def test_any_workbook_applied_and_undone_leaves_all_as_it_was(own_database, first, second, name):
    begin = everything(own_database)
    one = apply("people", rows_of(first, "甲"))
    before = everything(own_database)

    two = apply("people", rows_of(second, name))
    if two.run_id:
        assert counts(apply("people", rows_of(second, name)))[:2] == (0, 0)
        undo("people", two.run_id)
    assert everything(own_database) == before

    if one.run_id:
        undo("people", one.run_id)
    assert everything(own_database) == begin
