"""Reads of the tree, in public and in a workspace alike."""

import pytest
from django.db import ProgrammingError

from hierarchy.models import Unit
from hierarchy.selectors import (
    ancestors,
    children_of,
    parent_of,
    path_names,
    root_unit,
    search_units,
    subtree_ids,
    units_where,
)
from tenancy.context import in_workspace

PUQI = "421281001"


def test_tree_around_a_unit(city):
    puqi, chibi = city.unit(PUQI), city.unit("421281")

    with in_workspace(city.ref("chibi")):
        assert parent_of(puqi.id) == chibi
        assert [each.code for each in ancestors(puqi)] == ["421200", "421281"]
        assert ancestors(city.unit("421200")) == []
        assert root_unit(city.ref("chibi")) == chibi
        assert puqi.id in subtree_ids(chibi)
        assert path_names([puqi, chibi]) == {
            puqi.id: ["咸宁市", "赤壁市", "蒲圻街道"],
            chibi.id: ["咸宁市", "赤壁市"],
        }


def test_children_are_the_next_level_with_departments(city):
    codes = [each.code for each in children_of(city.unit("421281").id)]

    assert len(codes) == 19 + 14
    assert codes == sorted(codes)
    assert {"421281001", "421281-D01"} <= set(codes)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("官塘驿镇", "421281108"),
        ("官塘驿", "421281108"),
        ("gty", "421281108"),
        ("guantangyi", "421281108"),
        ("GuanTangYi Zhen", "421281108"),
        ("421281108", "421281108"),
        ("城管执法委", "421200-D05"),
    ],
)
def test_search_finds_what_is_typed(city, text, first):
    assert search_units(text)[0].code == first


def test_search_below_a_unit_finds_nothing_beside_it(city):
    chibi = city.unit("421281")

    found = search_units("镇", under=chibi, limit=500)

    assert found
    assert all(unit.path.startswith(chibi.path) for unit in found)
    assert search_units("温泉街道", under=chibi) == []
    assert search_units("  ") == []
    assert search_units("%") == search_units("_") == []


def test_units_where_joins_its_conditions(city):
    chibi = city.unit("421281")

    townships = units_where(under=chibi.id, kinds=["township"], search="镇")

    assert townships.count() == 10
    assert units_where(parent=chibi.id, kinds=["department"]).count() == 14


def test_no_workspace_can_change_the_tree(city):
    with in_workspace(city.ref("chibi")), pytest.raises(ProgrammingError, match="permission"):
        Unit.objects.filter(code=PUQI).update(name="别名")
