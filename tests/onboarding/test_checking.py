"""A table is a tree, or it is refused with the line at fault."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierarchy.models import Kind
from hierarchy.onboarding.checking import check_table, is_statistical, significant
from hierarchy.onboarding.reading import Row, TableRefused, read_table
from yihao.demo.people import CITY, DEPARTMENTS, DIVISIONS

CITIES = Path(__file__).parent / "cities"
GOOD = [
    ("421200", "咸宁市", "city", "420000"),
    ("421281", "赤壁市", "county", "421200"),
    ("421281100", "新店镇", "township", "421281"),
    ("421281100200", "土城村委会", "village", "421281100"),
]


def rows_of(cells):
    return [Row(line, *cell) for line, cell in enumerate(cells, start=2)]


def check(cells, city="421200", **known):
    return check_table(rows_of(cells), city_code=city, known=known)


def test_parents_come_first_in_any_order_of_rows():
    planned = check(reversed(GOOD))

    assert [unit.code for unit in planned] == [code for code, *_ in GOOD]
    assert [unit.level for unit in planned] == [1, 2, 3, 4]
    assert [unit.parent_code for unit in planned] == ["", "421200", "421281", "421281100"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("4212", "赤壁市", "county", "421200"), "代码 4212 应为 6 位，实为 4 位"),
        (("42128110", "某镇", "township", "421281"), "代码 42128110 应为 9 位，实为 8 位"),
        (("4212811002", "某村", "village", "421281100"), "应为 12 位，实为 10 位"),
        (("421281000000", "赤壁市", "county", "421200"), "应为 6 位，实为 12 位"),
        (("4.2128E+5", "赤壁市", "county", "421200"), "代码 '4.2128E+5' 应全为数字"),
        (("４２１２８１", "赤壁市", "county", "421200"), "应全为数字"),
        (("421299", "某区", "区县", "421200"), "层级 '区县' 无法识别"),
        (("421299", "某区", "", "421200"), "层级 '' 无法识别"),
        (("421299", "某区", "department", "421200"), "层级 'department' 无法识别"),
        (("421299", "某区", "county", "421200", "镇"), "类型 '镇' 与层级 county 不符"),
        (("421299", "某区", "county", "421200", "township"), "与层级 county 不符"),
        (("421299", "某区", "county", "421300"), "上级代码 421300 不存在"),
        (("421299", "某区", "county", ""), "上级代码 （空） 不存在"),
        (("431299", "某区", "county", "421200"), "代码 431299 不以上级代码 421200 开头"),
        (("421202101", "某镇", "township", "421281"), "不以上级代码 421281 开头"),
        (("421281101", "某镇", "township", "421281100"), "不能隶属于"),
        (("421299", "某区", "county", "421299"), "不能隶属于"),
        (("421281", "蒲圻市", "county", "421200"), "代码 421281 与第 3 行重复"),
        (("421300", "随州市", "city", "420000"), "不是 --city 指定的 421200"),
        (
            ("421281-D1", "某局", "city", "421281", "department"),
            "层级 city 与上级单位的层级 county",
        ),
        (("D1", "某局", "county", "421281", "department"), "应为上级代码 421281 加短横线和自编号"),
        (("421281-", "某局", "county", "421281", "department"), "加短横线和自编号"),
        (("421281-d1", "某局", "county", "421281", "department"), "加短横线和自编号"),
        (("421281-D1", "某局", "county", "999999", "department"), "上级代码 999999 不存在"),
    ],
)
def test_refuses_a_bad_row_with_its_line(row, problem):
    with pytest.raises(TableRefused) as refusal:
        check([*GOOD, row])

    first, *rest = str(refusal.value).splitlines()
    assert rest == []
    assert first.startswith("第 6 行（line 6）：")
    assert problem in first


def test_what_hangs_below_a_bad_row_is_not_blamed():
    broken = [GOOD[0], ("42128", *GOOD[1][1:]), ("421281100", "新店镇", "township", "42128")]

    with pytest.raises(TableRefused) as refusal:
        check(broken)

    assert str(refusal.value) == "第 3 行（line 3）：县（市、区）代码 42128 应为 6 位，实为 5 位"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ([], "表中没有数据行"),
        (GOOD[1:], "上级代码 421200 不存在"),
        ([("421281", "赤壁市", "city", "420000")], "不是 --city 指定的 421200"),
        ([("421200-D1", "某局", "city", "421200", "department")], "没有 --city 指定的市"),
    ],
)
def test_refuses_a_table_without_its_city(cells, problem):
    with pytest.raises(TableRefused, match=problem):
        check(cells)


def test_departments_alone_hang_on_known_units():
    known = {"421200": Kind.CITY, "421281": Kind.COUNTY}
    rows = rows_of([("421281-D1", "某局", "county", "421281", "department")])

    (planned,) = check_table(rows, city_code="421200", known=known)

    assert (planned.kind, planned.level, planned.parent_code) == (Kind.DEPARTMENT, 2, "421281")


def test_a_unit_never_becomes_one_of_another_kind():
    known = {"421200": Kind.CITY, "421281": Kind.TOWNSHIP}

    with pytest.raises(TableRefused, match=r"第 3 行.*421281 已是“乡镇（街道）”"):
        check_table(rows_of(GOOD), city_code="421200", known=known)


@pytest.mark.parametrize("city", ["anqing", "chongqing", "dongguan"])
def test_cities_of_other_structure_are_trees_too(city):
    rows = read_table(CITIES / f"{city}.csv")
    known: dict[str, Kind] = {}

    planned = check_table(rows, city_code=rows[0].code, known=known)

    assert len(planned) == len(rows)
    seen = {""}
    for unit in planned:
        assert unit.parent_code in seen
        seen.add(unit.code)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("421200", "4212"),
        ("500000", "50"),
        ("441900", "4419"),
        ("421281", "421281"),
        ("429004", "429004"),
        ("421281100", "421281100"),
        ("441900003", "441900003"),
    ],
)
def test_significant_digits(code, digits):
    assert significant(code) == digits


def test_statistical_units_of_the_real_table():
    planned = check_table(read_table(DIVISIONS), city_code=CITY, known={})

    flagged = [unit.kind for unit in planned if unit.is_statistical]
    assert (flagged.count(Kind.TOWNSHIP), flagged.count(Kind.VILLAGE)) == (19, 17)
    assert len(planned) == 1192
    assert not is_statistical("421499", Kind.COUNTY)
    assert not is_statistical("421281-D500", Kind.DEPARTMENT)


def test_departments_of_the_plan_are_all_there():
    known = {
        unit.code: unit.kind
        for unit in check_table(read_table(DIVISIONS), city_code=CITY, known={})
    }
    planned = check_table(read_table(DEPARTMENTS), city_code=CITY, known=known)

    assert sum(unit.kind is Kind.UTILITY for unit in planned) == 4
    assert sum(unit.parent_code == CITY for unit in planned) == 35
    assert {unit.parent_code for unit in planned} == (
        {CITY} | {code for code, kind in known.items() if kind is Kind.COUNTY}
    )


@given(seed=st.integers())
def test_order_of_rows_does_not_matter(seed):
    rows = read_table(CITIES / "anqing.csv")
    shuffled = rows.copy()
    random.Random(seed).shuffle(shuffled)

    planned = check_table(shuffled, city_code="340800", known={})

    assert {unit.code: unit for unit in planned} == {
        unit.code: unit for unit in check_table(rows, city_code="340800", known={})
    }
    seen = {""}
    for unit in planned:
        assert unit.parent_code in seen
        seen.add(unit.code)
