"""值班表导入: template, dry run with row errors, once and again, and back out."""

from datetime import timedelta

import pytest
from django.db import transaction

from duties.models import DutyContact, DutyShift
from duties.services.shifts import remove_shift
from duties.workbook import WEEKDAYS, DutyWorkbook
from hierarchy.models import today
from kernel.clock import now
from kernel.errors import DomainError
from privacy.personal_text import reveal
from spreadsheets.kinds import Scope, kind_named
from spreadsheets.services.importing import apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from spreadsheets.template import template_of
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.onboarding.sheets import command
from tests.spreadsheets.books import book

KIND = DutyWorkbook()
HEADINGS = [column.heading for column in KIND.columns]
TODAY = list(WEEKDAYS)[today().weekday()]


@pytest.fixture
def scope(city):
    return Scope("421281", city.ref("chibi"), city.actor("chibi.dispatcher").user_id)


@pytest.fixture
def first(city):
    """Code of the first township, and who works there."""
    township, _ = city.walkthrough_units()
    return township.code, city.user_for(township.code)


@pytest.fixture
def rows(first, city):
    """The township around the clock today with a phone, the county on one date."""
    tomorrow = (today() + timedelta(1)).isoformat()
    return [
        [*first, TODAY, "", "08:00", "08:00", "", "139 0000 0009"],
        [*first, "", tomorrow, "18:00", "8:00", "2", ""],
        ["421281", "chibi.dispatcher", TODAY, "", "08:00", "20:00", "1", ""],
    ]


def _book(rows):
    return book(rows, headings=HEADINGS, title=KIND.label)


def _apply(rows, scope):
    return apply_workbook(kind=KIND, content=_book(rows), scope=scope)


def _undo(report, scope):
    return undo_run(kind=KIND, run_id=report.run_id, scope=scope)


def _counts(report):
    return report.new, report.changed, report.unchanged, report.wrong


def _roster(city):
    """Who stands where and is called on which number."""
    with in_workspace(city.ref("chibi")):
        phones = {each.user_id: reveal(each.phone) for each in DutyContact.objects.all()}
        held = DutyShift.objects.filter(removed_at=None, valid_to=None)
        found = held.values_list(
            *("unit__code", "user__username", "weekday", "day"),
            *("starts", "ends", "order", "user_id"),
        )
        return sorted(
            (
                *(unit, username, str(day) if weekday is None else list(WEEKDAYS)[weekday]),
                *(f"{starts:%H:%M}–{ends:%H:%M}", order, phones.get(user_id, "")),
            )
            for unit, username, weekday, day, starts, ends, order, user_id in found
        )


def test_it_is_the_kind_that_command_and_console_find():
    assert type(kind_named("duties")) is DutyWorkbook


def test_the_template_read_back_says_nothing(city, scope):
    report = check_workbook(kind=KIND, content=template_of(KIND, scope), scope=scope)
    assert _counts(report) == (0, 0, 0, 0)


def test_a_dry_run_counts_and_writes_nothing(city, scope, rows, unchanged):
    with unchanged():
        report = check_workbook(kind=KIND, content=_book(rows), scope=scope)
    assert (_counts(report), report.errors, report.run_id) == ((3, 0, 0, 0), [], None)


def test_applied_they_stand_on_the_roster(city, scope, rows, first):
    report = _apply(rows, scope)

    assert (_counts(report), report.applied) == ((3, 0, 0, 0), True)
    tomorrow = str(today() + timedelta(1))
    assert _roster(city) == sorted(
        [
            ("421281", "chibi.dispatcher", TODAY, "08:00–20:00", 1, ""),
            (*first, tomorrow, "18:00–08:00", 2, "13900000009"),
            (*first, TODAY, "08:00–08:00", 1, "13900000009"),
        ]
    )
    with in_workspace(city.ref("chibi")):
        assert set(DutyShift.objects.values_list("written_by", flat=True)) == {scope.by}


def test_the_same_file_again_changes_nothing(city, scope, rows, unchanged):
    _apply(rows, scope)
    with unchanged():
        again = _apply(rows, scope)
    assert (_counts(again), again.run_id) == ((0, 0, 3, 0), None)


def test_what_changed_takes_the_place_and_what_is_not_listed_stays(city, scope, rows, first):
    _apply(rows, scope)
    before = _roster(city)
    changed = [[*first, TODAY, "", "08:00", "17:00", "1", "0715-5888888"]]
    report = _apply(changed, scope)

    assert _counts(report) == (0, 1, 0, 0)
    after = [
        (*row[:3], "08:00–17:00" if row[2] == TODAY else row[3], row[4], "0715-5888888")
        if row[0] == first[0]
        else row
        for row in before
    ]
    assert _roster(city) == after

    _undo(report, scope)

    assert _roster(city) == before


def test_only_a_phone_changed_and_undone(city, scope, rows):
    _apply(rows, scope)
    before = _roster(city)
    with in_workspace(city.ref("chibi")):
        shifts = set(DutyShift.objects.values_list("id", flat=True))
    report = _apply([[*rows[0][:7], "13900000008"]], scope)
    assert _counts(report) == (0, 1, 0, 0)
    assert {row[5] for row in _roster(city)} == {"", "13900000008"}

    _undo(report, scope)

    assert _roster(city) == before
    with in_workspace(city.ref("chibi")):
        assert set(DutyShift.objects.values_list("id", flat=True)) == shifts


def test_the_first_run_undone_nobody_is_on_duty(city, scope, rows):
    report = _apply(rows, scope)
    _undo(report, scope)
    assert _roster(city) == []
    with in_workspace(city.ref("chibi")):
        assert [reveal(each.phone) for each in DutyContact.objects.all()] == [""]
    assert _counts(_apply(rows, scope)) == (3, 0, 0, 0)


def test_undone_days_later_the_days_between_stay_as_they_were(
    city, scope, rows, first, time_machine
):
    day = today()
    _apply([rows[0]], scope)
    time_machine.move_to(now() + timedelta(days=3))
    report = _apply([[*first, TODAY, "", "08:00", "17:00", "", ""]], scope)
    time_machine.move_to(now() + timedelta(days=3))
    _undo(report, scope)

    with in_workspace(city.ref("chibi")):
        spans = DutyShift.objects.order_by("valid_from", "id").values_list(
            "ends__hour", "valid_from", "valid_to"
        )
        assert list(spans) == [
            (8, day, day + timedelta(3)),
            (17, day + timedelta(3), day + timedelta(6)),
            (8, day + timedelta(6), None),
        ]


def test_what_was_changed_since_is_not_undone(city, scope, rows, unchanged):
    report = _apply(rows, scope)
    with in_workspace(city.ref("chibi")), transaction.atomic():
        remove_shift(shift_id=DutyShift.objects.get(unit__code="421281").id)

    with unchanged(), pytest.raises(DomainError) as refusal:
        _undo(report, scope)
    assert refusal.value.code == "RUN_CHANGED_SINCE"
    assert TODAY in refusal.value.message


def test_the_ledger_knows_no_number(city, scope, rows, database):
    _apply(rows, scope)
    _apply([[*rows[0][:7], "13900000008"]], scope)
    with admin_cursor(database) as cursor:
        cursor.execute("SELECT t::text FROM chibi.spreadsheets_local_importedrow t")
        written = str(cursor.fetchall())
    assert "值班电话" in written
    assert "1390000000" not in written


WRONG = [
    ({0: "421281999"}, "单位代码", "本工作区没有这个单位，或已撤销"),
    ({0: "421200"}, "单位代码", "本工作区没有这个单位，或已撤销"),
    ({1: "nobody"}, "用户名", "没有这个用户，请先导入人员"),
    ({1: "city.agent"}, "用户名", "该人员不在本单位任职，不能排入值班表，请先添加任职"),
    ({2: ""}, "星期", "请填写星期或日期，二者只能填一项"),
    ({3: "2099-01-01"}, "星期", "请填写星期或日期，二者只能填一项"),
    ({2: "", 3: "2020-01-01"}, "日期", "不能安排过去日期的值班，请修改日期"),
    ({2: "礼拜一"}, "星期", f"没有“礼拜一”这一项，可填：{'、'.join(WEEKDAYS)}"),
    ({4: "八点"}, "起", "“八点”不是时刻，请写成 08:30"),
    ({5: ""}, "止", "此项不能为空"),
    ({6: "21"}, "次序", "“21”应为 1 到 20 之间的整数"),
    ({7: "12"}, "值班电话", "电话号码格式不正确，请填写手机号或带区号的座机号"),
]


@pytest.mark.parametrize(("cells", "heading", "sentence"), WRONG)
def test_an_error_names_row_and_column(city, scope, rows, unchanged, cells, heading, sentence):
    wrong = [cells.get(place, value) for place, value in enumerate(rows[0])]
    with unchanged():
        report = _apply([rows[2], wrong], scope)

    assert not report.applied
    assert [str(error) for error in report.errors] == [f"第 3 行「{heading}」：{sentence}"]


def test_two_rows_for_one_place_or_two_numbers_of_one_person_are_named(city, scope, rows):
    other = [*rows[1][:7], "13900000001"]
    report = check_workbook(kind=KIND, content=_book([rows[0], rows[0], other]), scope=scope)
    assert [str(error) for error in report.errors] == [
        "第 3 行「次序」：与第 2 行的时段、次序相同，请改次序",
        "第 4 行「值班电话」：与第 2 行同一人的值班电话不同",
    ]


def test_another_workspace_keeps_its_own(city, scope, rows):
    _apply(rows, scope)
    with in_workspace(city.ref("xianan")):
        assert not DutyShift.objects.exists()
    elsewhere = Scope("421202", city.ref("xianan"), scope.by)
    report = _apply(rows, elsewhere)
    assert (report.wrong, report.applied) == (3, False)


def test_by_command_once_and_taken_back(city, scope, rows, tmp_path):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(_book(rows))

    out, err, failure = command("import_duties", path, "--workspace", "chibi")
    assert (failure, err) == ("", "")
    assert "新增 new 3，更改 changed 0，未变 unchanged 0，有误 wrong 0" in out
    assert len(_roster(city)) == 3
    run = out.strip().rsplit("：", 1)[1]

    assert command("import_duties", "--undo", run, "--workspace", "chibi")[2] == ""
    assert _roster(city) == []
