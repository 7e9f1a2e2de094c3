"""派单目录导入: template, dry run with row errors, once and again, and back out."""

import pytest

from catalogue.models import CatalogueRow
from catalogue.selectors import rules
from catalogue.workbook import CatalogueWorkbook
from hierarchy.models import today
from kernel.errors import DomainError
from spreadsheets.kinds import Scope, kind_named
from spreadsheets.services.importing import apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from spreadsheets.template import template_of
from tenancy.context import in_workspace
from tests.catalogue.conftest import STREETS, WATER
from tests.spreadsheets.books import book

KIND = CatalogueWorkbook()
HEADINGS = [column.heading for column in KIND.columns]
# 代码 名称 区域 层级 主办 协办 依据 标准 时限 单位 生效
ROWS = [
    [
        WATER,
        "自来水供应",
        "",
        "",
        "421200-U01",
        "市住建局、421200-D30",
        "《城市供水条例》",
        "24小时内恢复",
        "24",
        "小时",
        "",
    ],
    [STREETS, "", "", "市级", "属地", "", "", "", "2", "工作日", ""],
    ["0102", "", "赤壁市", "", "赤壁市", "", "", "", "", "", ""],
]


@pytest.fixture
def scope(city):
    return Scope("421200", city.ref("xianning"), city.actor("city.administrator").user_id)


def _book(rows, headings=HEADINGS):
    return book(rows, headings=headings, title=KIND.label)


def _apply(rows, scope):
    return apply_workbook(kind=KIND, content=_book(rows), scope=scope)


def _counts(report):
    return report.new, report.changed, report.unchanged, report.wrong


def _picture(city):
    with in_workspace(city.ref("xianning")):
        return [
            (
                *(row.category, row.area.name if row.area else "", row.level),
                row.lead.name if row.lead else "属地",
                [each.unit.name for each in row.assists.all()],
                *(row.legal_basis, row.standard, str(row.limit() or "")),
            )
            for row in rules().order_by("category")
        ]


def _all(city):
    with in_workspace(city.ref("xianning")):
        return sorted(map(str, CatalogueRow.objects.values_list()))


def test_it_is_the_kind_that_command_and_console_find():
    assert type(kind_named("catalogue")) is CatalogueWorkbook


def test_the_template_read_back_says_nothing(city, scope):
    report = check_workbook(kind=KIND, content=template_of(KIND, scope), scope=scope)
    assert _counts(report) == (0, 0, 0, 0)


def test_a_dry_run_counts_and_writes_nothing(city, scope, unchanged):
    with unchanged():
        report = check_workbook(kind=KIND, content=_book(ROWS), scope=scope)
    assert (_counts(report), report.run_id) == ((3, 0, 0, 0), None)


def test_applied_the_rows_hold(city, scope):
    report = _apply(ROWS, scope)

    assert (_counts(report), report.applied) == ((3, 0, 0, 0), True)
    assert _picture(city) == [
        ("0102", "赤壁市", 0, "赤壁市", [], "", "", ""),
        (STREETS, "", 1, "属地", [], "", "", "2个工作日"),
        (
            *(WATER, "", 0, "联合水务", ["市住建局", "市水利和湖泊局"]),
            *("《城市供水条例》", "24小时内恢复", "24小时"),
        ),
    ]


def test_the_same_file_again_changes_nothing(city, scope, unchanged):
    _apply(ROWS, scope)
    with unchanged():
        again = _apply(ROWS, scope)
    assert (_counts(again), again.run_id) == ((0, 0, 3, 0), None)


def test_what_changed_is_a_new_version_and_what_is_not_listed_stays(city, scope):
    _apply(ROWS, scope)
    report = _apply([[*ROWS[0][:7], "12小时内恢复", "12", "小时", ""]], scope)

    assert _counts(report) == (0, 1, 0, 0)
    assert [row[6:] for row in _picture(city)] == [
        ("", ""),
        ("", "2个工作日"),
        ("12小时内恢复", "12小时"),
    ]


def test_undone_everything_is_as_before(city, scope):
    _apply(ROWS, scope)
    before = _picture(city)
    changed = [[*ROWS[0][:7], "12小时内恢复", "12", "小时", ""], ["0201", *ROWS[1][1:]]]
    report = _apply(changed, scope)
    assert _picture(city) != before

    undo_run(kind=KIND, run_id=report.run_id, scope=scope)

    assert _picture(city) == before
    with in_workspace(city.ref("xianning")):
        withdrawn = CatalogueRow.objects.get(category="0201")
    assert (withdrawn.valid_from, withdrawn.valid_to) == (today(), today())
    assert _counts(_apply(changed, scope)) == (1, 1, 0, 0)


def test_the_first_run_undone_nothing_is_left_in_force(city, scope):
    report = _apply(ROWS, scope)
    undo_run(kind=KIND, run_id=report.run_id, scope=scope)
    assert _picture(city) == []


def test_what_was_changed_since_is_not_undone(city, scope, write):
    report = _apply(ROWS, scope)
    write(WATER, lead="421200-D29")
    before = _all(city)

    with pytest.raises(DomainError) as refusal:
        undo_run(kind=KIND, run_id=report.run_id, scope=scope)

    assert refusal.value.code == "RUN_CHANGED_SINCE"
    assert f"{WATER} 自来水供应" in refusal.value.message
    assert _all(city) == before


WRONG = [
    (["99", "", "", "", "属地"], "事项类别代码", "没有这个事项类别，或已停用"),
    (
        [WATER, "自来水", "", "", "属地"],
        "事项类别名称",
        "代码010216的名称是“自来水供应”，与所填不一致",
    ),
    ([WATER, "", "火星", "", "属地"], "区域", "本工作区没有单位“火星”"),
    (
        [WATER, "", "", "省级", "属地"],
        "派遣层级",
        "没有“省级”这一项，可填：不限、市级、县级、乡级、村级",
    ),
    ([WATER, "", "", "", ""], "主办单位", "此项不能为空"),
    ([WATER, "", "", "", "无此单位"], "主办单位", "本工作区没有单位“无此单位”"),
    ([WATER, "", "", "", "属地", "市住建局、某局"], "协办单位", "本工作区没有单位“某局”"),
    ([WATER, "", "", "", "属地", "", "", "", "三"], "时限", "“三”不是数字"),
    ([WATER, "", "", "", "属地", "", "", "", "3"], "时限", "时限要有数值和单位；工作日须为整数"),
    (
        [WATER, "", "", "", "属地", "", "", "", "", "", "2020-01-01"],
        *("生效日期", "生效日期不能早于今天：已派出的不得改写"),
    ),
]


@pytest.mark.parametrize(("cells", "heading", "sentence"), WRONG)
def test_an_error_names_row_and_column(city, scope, unchanged, cells, heading, sentence):
    rows = [ROWS[2], [*cells, *[""] * (len(HEADINGS) - len(cells))]]
    with unchanged():
        report = _apply(rows, scope)

    assert not report.applied
    assert [str(error) for error in report.errors] == [f"第 3 行「{heading}」：{sentence}"]


def test_two_rows_of_one_key_are_named(city, scope):
    report = check_workbook(kind=KIND, content=_book([ROWS[0], ROWS[0]]), scope=scope)
    assert [str(error) for error in report.errors] == [
        "第 3 行「事项类别代码」：与第 2 行的类别、区域、层级相同，请删去一行"
    ]


def test_a_name_that_several_units_have_asks_for_the_code(city, scope):
    """城东村 and the like are many."""
    with in_workspace(city.ref("xianning")):
        from django.db.models import Count

        from hierarchy.models import Unit

        name = (
            Unit.objects.values("name").annotate(n=Count("id")).filter(n__gt=1).order_by("name")
        )[0]["name"]
    report = check_workbook(kind=KIND, content=_book([["0102", "", name, "", "属地"]]), scope=scope)
    (error,) = report.errors
    assert (error.line, error.heading) == (2, "区域")
    assert f"个单位叫“{name}”，请填代码" in error.sentence


def test_each_workspace_imports_its_own(city, scope):
    _apply(ROWS, scope)
    with in_workspace(city.ref("chibi")):
        assert CatalogueRow.objects.count() == 0
