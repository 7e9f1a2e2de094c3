"""单位导入: new, renamed and moved units; undone they are as before."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.models import Unit, UnitVersion
from hierarchy.services.renaming import rename_unit
from kernel.errors import DomainError
from people.models import Membership
from spreadsheets.kinds import Scope
from spreadsheets.models import SharedImportRun
from tenancy.context import in_public
from tests.onboarding.sheets import apply, check, command, counts, everything, told, undo, workbook

COUNTY, TOWN = "421281", "421281991"


def row(code, name, kind, parent):
    return {"code": code, "name": name, "kind": kind, "parent": parent}


NEW = [
    row("421281991001", "东头村", "村（社区）", TOWN),
    row(TOWN, "新设镇", "乡镇（街道）", COUNTY),
    row(f"{TOWN}-D01", "新设镇民政办", "部门", TOWN),
    row("421200-U99", "市燃气公司", "公共服务单位", "421200"),
]


def unit(code):
    with in_public():
        return Unit.objects.filter(code=code).first()


def test_new_units_take_their_place_whatever_the_order_of_rows(own_database):
    report = apply("units", NEW)

    assert (counts(report), told(report)) == ((4, 0, 0, 0), [])
    village, office = unit("421281991001"), unit(f"{TOWN}-D01")
    assert (village.path, village.level) == (f"/421200/421281/{TOWN}/421281991001/", 4)
    assert (village.workspace.slug, office.workspace.slug) == ("chibi", "chibi")
    assert (office.level, office.kind, unit("421200-U99").workspace.slug) == (
        3,
        "department",
        "xianning",
    )
    assert counts(apply("units", NEW)) == (0, 0, 4, 0)


def test_a_dry_run_writes_nothing(own_database):
    before = everything(own_database)

    assert counts(check("units", NEW)) == (4, 0, 0, 0)

    assert everything(own_database) == before
    assert not SharedImportRun.objects.exists()


def test_units_are_renamed_and_moved_with_their_history_and_put_back(own_database):
    apply("units", NEW)
    before = everything(own_database)
    report = apply(
        "units",
        [
            row("421281991001", "东头社区", "村（社区）", TOWN),
            row("421200-U99", "市燃气集团", "公共服务单位", "421200"),
        ],
    )

    assert counts(report) == (0, 2, 0, 0)
    assert (unit("421281991001").name, unit("421200-U99").name) == ("东头社区", "市燃气集团")
    undo("units", report.run_id)
    assert everything(own_database) == before
    # The history is written once: it tells of the change and of its undoing.
    history = UnitVersion.objects.filter(unit__code="421281991001").order_by("id")
    assert list(history.values_list("name", "change", "reason")) == [
        ("东头村", "renamed", "区划表更新"),
        ("东头社区", "renamed", "撤销导入"),
    ]


def test_all_that_is_wrong_is_said_at_once(own_database):
    before = everything(own_database)
    report = apply(
        "units",
        [
            row("42128", "短", "乡镇（街道）", COUNTY),
            row("421281992001", "无上级", "村（社区）", "421281992"),
            row("421200-U98", "甲公司", "公共服务单位", "421200"),
            row("421200-U98", "乙公司", "公共服务单位", "421200"),
            row("421281100", "官塘驿镇", "部门", COUNTY),
            row("421299", "新县", "县", "421200"),
            row("421200-97", "没有短横线", "部门", COUNTY),
        ],
    )

    assert told(report) == [
        "第 2 行：乡镇（街道）代码 42128 应为 9 位，实为 5 位",
        "第 3 行「上级代码」：没有代码为 421281992 的单位",
        "第 5 行：代码 421200-U98 与第 4 行重复",
        "第 6 行：代码 421281100 已是“乡镇（街道）”，不能改为“部门”",
        "第 7 行「类型」：没有“县”这一项，可填：乡镇（街道）、村（社区）、部门、公共服务单位",
        "第 8 行：代码 421200-97 应为上级代码 421281 加短横线和自编号（如 -D01）",
    ]
    assert (report.applied, everything(own_database)) == (False, before)


def test_a_county_brings_in_its_own_units_alone(own_database):
    report = apply(
        "units",
        [
            row("421221991", "外县镇", "乡镇（街道）", "421221"),
            row("421200-U99", "市燃气公司", "公共服务单位", "421200"),
            row("421281", "改名市", "乡镇（街道）", "421200"),
            row(TOWN, "新设镇", "乡镇（街道）", COUNTY),
        ],
        Scope(COUNTY),
    )

    assert told(report) == [
        "第 2 行「上级代码」：上级单位不在您管理的地区内",
        "第 3 行「上级代码」：上级单位不在您管理的地区内",
        "第 4 行「代码」：该单位不在您管理的地区内",
    ]
    assert unit(TOWN) is None


def test_undo_is_refused_once_a_unit_is_used(own_database):
    run = apply("units", NEW).run_id
    people = apply(
        "people",
        [{"username": "li", "name": "李", "unit": TOWN, "role": "承办员"}],
    ).run_id
    before = everything(own_database)

    with pytest.raises(DomainError) as refusal:
        undo("units", run)

    assert refusal.value.code == "RUN_IN_USE"
    assert refusal.value.message == "“新设镇”已有下级单位、人员或工单，不能撤销；请单独处理"
    assert everything(own_database) == before
    undo("people", people)
    undo("units", run)
    assert (unit(TOWN), Membership.objects.filter(unit__code=TOWN).count()) == (None, 0)


def test_undo_is_refused_once_a_unit_was_renamed_by_hand(own_database):
    run = apply("units", NEW).run_id
    with in_public():
        rename_unit(unit_id=unit("421200-U99").id, name="别名", reason="更名")

    with pytest.raises(DomainError) as refusal:
        undo("units", run)

    assert (refusal.value.code, refusal.value.message) == (
        "RUN_CHANGED_SINCE",
        "“市燃气公司”在导入之后又有改动，不能撤销；请先改回，或单独处理",
    )
    assert unit(TOWN).name == "新设镇"


def test_the_command_checks_applies_and_undoes(own_database, tmp_path):
    file, template = tmp_path / "u.xlsx", tmp_path / "t.xlsx"
    file.write_bytes(workbook("units", NEW))
    before = everything(own_database)

    assert command("import_units", "--city", "421200", "--template", template)[2] == ""
    dry = command("import_units", file, "--city", "421200", "--dry-run")
    out, err, failure = command("import_units", file, "--city", "421200")

    assert dry[0].strip() == (
        "试导入（未写入）dry run：新增 new 4，更改 changed 0，未变 unchanged 0，有误 wrong 0"
    )
    assert (err, failure) == ("", "")
    again = command("import_units", template, "--city", "421200")
    assert again[0].strip().endswith("没有写入 nothing was written")
    run = out.strip().rsplit("：", 1)[1]
    assert command("import_units", "--undo", run, "--city", "421200")[0] == "已撤销 undone\n"
    assert everything(own_database) == before
    assert command("import_units", "--undo", run, "--city", "421200")[2] == (
        "这次导入已经撤销过了（RUN_UNDONE）"
    )


def test_the_command_names_what_is_wrong(own_database, tmp_path):
    file = tmp_path / "u.xlsx"
    file.write_bytes(workbook("units", [row("1", "", "部门", COUNTY)]))
    counted = "新增 new 0，更改 changed 0，未变 unchanged 0，有误 wrong 1"

    assert command("import_units", file, "--city", "421200") == (
        f"{counted}。没有写入 nothing was written\n",
        "第 2 行「名称」：此项不能为空\n",
        "1 行有误，未写入任何数据。Nothing was written.",
    )
    assert "没有代码为 999999 的地区" in command("import_units", file, "--city", "999999")[2]
    assert "无法读取文件" in command("import_units", tmp_path / "x", "--city", "421200")[2]
    assert "请给出文件" in command("import_units", "--city", "421200")[2]
    assert "没有用户“谁”" in command("import_units", file, "--city", "421200", "--as", "谁")[2]


TOWNS = [TOWN, "421281992", "421221993"]
PLACES = st.fixed_dictionaries(
    {},
    optional={
        **{town: st.sampled_from(["甲镇", "乙镇"]) for town in TOWNS},
        **{f"{town}001": st.sampled_from(["一村", "二村"]) for town in TOWNS},
        "421281-D98": st.sampled_from(["甲局", "乙局"]),
    },
)


def rows_of(places):
    kinds = {6: "部门", 9: "乡镇（街道）", 12: "村（社区）"}
    shown = []
    for code, name in places.items():
        length = len(code.split("-")[0])
        parent = code[:6] if length < 12 else code[:9]
        shown.append(row(code, name, kinds[length], parent))
    return shown


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=PLACES, second=PLACES)
def test_any_workbook_applied_and_undone_leaves_all_as_it_was(own_database, first, second):
    apply("units", rows_of(first))
    before = everything(own_database)

    report = apply("units", rows_of(second))
    if report.run_id:
        assert counts(apply("units", rows_of(second)))[:2] == (0, 0)
        undo("units", report.run_id)

    assert everything(own_database) == before
