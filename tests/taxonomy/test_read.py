"""A city's words as they come: what there is, found by words, pinyin, initials or code."""

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from kernel.errors import DomainError
from taxonomy.models import CallResult, Category
from taxonomy.selectors import (
    accepted_classes,
    call_result,
    call_results,
    categories,
    category_lineage,
    is_departmental,
    kind_setting,
    kinds,
    known_category,
    refusal_class,
    refusal_classes,
)
from tenancy.context import in_public, in_workspace
from tenancy.errors import WorkspaceRequired


def _codes(rows):
    return [row.code for row in rows]


def test_the_tree_has_three_levels_parents_first():
    rows = categories()
    seen = {""}
    for row in rows:
        assert row.parent in seen, row.code
        seen.add(row.code)

    assert len(rows) == 650
    assert {len(row.code) for row in rows} == {2, 4, 6}
    assert (rows[0].code, rows[0].name, rows[0].parent) == ("01", "城乡建设", "")


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("自来水", "010216"),
        ("zilaishui", "010216"),
        ("zls", "010216"),
        ("ZLS", "010216"),
        ("010216", "010216"),
        ("城乡建设 供应 燃气", "010213"),
        ("rqgy", "010213"),
        ("交通 客货", "0604"),
        ("0604", "0604"),
    ],
)
def test_found_as_one_types(search, first):
    assert _codes(categories(search=search))[0] == first


def test_every_word_must_fit_and_one_of_them_the_category_itself():
    found = categories(search="城乡建设 其他")

    assert {row.name for row in found} == {"其他"}
    assert {row.code[:2] for row in found} == {"01"}
    assert categories(search="自来水 邮政") == []
    assert categories(search="没有这样的类别") == []


def test_a_word_of_the_level_above_alone_finds_what_is_called_so():
    assert _codes(categories(search="卫生计生")) == ["12"]


def test_a_county_reads_its_citys(city):
    mine = _codes(categories())
    with in_workspace(city.ref("chibi")):
        assert _codes(categories()) == mine


def test_in_no_workspace_one_has_to_say_whose(city):
    with in_public():
        with pytest.raises(WorkspaceRequired):
            categories()
        assert len(categories(home=city.ref("chibi"))) == 650


def test_known_is_what_is_in_force():
    assert known_category(" 010216 ") == "010216"
    assert known_category("") == ""
    with pytest.raises(DomainError) as refusal:
        known_category("999999")
    assert (refusal.value.code, refusal.value.field) == ("CATEGORY_UNKNOWN", "category")


def test_the_lineage_goes_up_from_the_category():
    assert _codes(category_lineage("010216")) == ["010216", "0102", "01"]
    assert category_lineage("99") == []
    assert category_lineage("") == []


def test_departmental_is_what_law_gives_to_departments():
    assert is_departmental("110403")
    assert is_departmental("05")
    assert not is_departmental("010204")
    assert not is_departmental("没有")


def test_kinds_and_how_they_are_treated():
    assert [(row.code, row.name) for row in kinds()] == [
        ("consultation", "咨询"),
        ("suggestion", "建议"),
        ("help", "求助"),
        ("complaint", "投诉"),
        ("report", "举报"),
    ]
    assert kind_setting("suggestion").needs_outcome
    assert kind_setting("report").secret_by_default
    assert kind_setting("consultation").rating_suffices
    assert not kind_setting("help").rating_suffices


def test_five_classes_are_accepted_and_five_refused():
    assert _codes(accepted_classes()) == [f"accept_{number}" for number in range(1, 6)]
    refused = refusal_classes()
    assert _codes(refused) == [f"refuse_{number}" for number in range(1, 6)]
    assert all(row.explanation and row.guidance for row in refused)
    assert _codes([row for row in refused if row.hand_over]) == ["refuse_1"]


def test_a_class_of_refusal_by_code():
    found = refusal_class("refuse_2")
    assert found.name == "行政职权范围以外的民事纠纷"
    assert "调解" in found.guidance
    for code in ("accept_1", "无"):
        with pytest.raises(DomainError) as refusal:
            refusal_class(code)
        assert (refusal.value.code, refusal.value.field) == ("SCOPE_CLASS_UNKNOWN", "refusalClass")


def test_call_results():
    assert [row.name for row in call_results()][:4] == ["无声", "骚扰", "拨错", "挂断"]
    assert (call_result("praise").spoken, call_result("silent").spoken) == (True, False)
    with pytest.raises(DomainError) as refusal:
        call_result("无")
    assert (refusal.value.code, refusal.value.field) == ("CALL_RESULT_UNKNOWN", "resultCode")


@pytest.mark.parametrize("model", [Category, CallResult])
def test_a_workspace_reads_and_cannot_write(city, model):
    with (
        in_workspace(city.ref("chibi")),
        pytest.raises(DatabaseError) as refusal,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {model._meta.db_table} SET name = 'x'")
    assert refusal.value.__cause__.pgcode == "42501"
