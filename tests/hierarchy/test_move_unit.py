"""调整隶属: a unit goes under another, with all below it."""

from datetime import date

import pytest

from hierarchy.errors import UnitError
from hierarchy.models import Change, Kind, Unit, UnitVersion
from hierarchy.selectors import ancestors, children_of, path_names, subtree_ids
from hierarchy.services.closing import close_unit
from hierarchy.services.moving import move_unit
from kernel.errors import DomainError

CHIBI, XIANAN = "421281", "421202"
PUQI, GUANTANGYI = "421281001", "421281108"
DEPARTMENT = "421281-D02"


def village_of(unit, township):
    return children_of(unit(township).id)[0]


def test_village_moves_to_another_township(unit):
    village = village_of(unit, PUQI)

    moved = move_unit(
        unit_id=village.id, parent_id=unit(GUANTANGYI).id, reason="合村并居", on=date(2024, 3, 1)
    )

    assert (moved.path, moved.level) == (f"/421200/421281/{GUANTANGYI}/{village.code}/", 4)
    assert moved.parent_id == unit(GUANTANGYI).id
    version = UnitVersion.objects.get()
    assert (version.change, version.parent_id, version.valid_to) == (
        Change.MOVED,
        unit(PUQI).id,
        date(2024, 3, 1),
    )


def test_children_on_a_day_are_those_of_that_day(unit):
    village = village_of(unit, PUQI)
    move_unit(
        unit_id=village.id, parent_id=unit(GUANTANGYI).id, reason="合村并居", on=date(2024, 3, 1)
    )

    def has(township, day):
        return village in children_of(unit(township).id, on=day)

    assert (has(PUQI, date(2024, 2, 29)), has(GUANTANGYI, date(2024, 2, 29))) == (True, False)
    assert (has(PUQI, date(2024, 3, 1)), has(GUANTANGYI, date(2024, 3, 1))) == (False, True)
    assert village in children_of(unit(GUANTANGYI).id)


def test_whole_subtree_follows(unit):
    office, team = _office_with_team(unit)

    move_unit(unit_id=office.id, parent_id=unit(GUANTANGYI).id, reason="下放")

    office.refresh_from_db()
    team.refresh_from_db()
    assert (office.path, office.level) == (f"/421200/421281/{GUANTANGYI}/{office.code}/", 3)
    assert (team.path, team.level) == (f"{office.path}{team.code}/", 3)
    assert subtree_ids(unit(GUANTANGYI)) >= {office.id, team.id}
    assert [each.code for each in ancestors(team)] == ["421200", CHIBI, GUANTANGYI, office.code]
    assert path_names([team])[team.id] == ["咸宁市", "赤壁市", "官塘驿镇", "城管大队", "一中队"]
    assert not Unit.objects.filter(path__startswith=f"/421200/421281/{office.code}/").exists()


def _office_with_team(unit):
    chibi = unit(CHIBI)
    same = {"kind": Kind.DEPARTMENT, "level": 2, "workspace_id": chibi.workspace_id}
    path = f"{chibi.path}421281-X1/"
    office = Unit.objects.create(code="421281-X1", name="城管大队", parent=chibi, path=path, **same)
    team = Unit.objects.create(
        code="421281-X1-A", name="一中队", parent=office, path=f"{path}421281-X1-A/", **same
    )
    return office, team


def _case(name, moving, target, code):
    return pytest.param(moving, target, code, id=name)


@pytest.mark.parametrize(
    ("moving", "target", "code"),
    [
        _case("under itself", PUQI, PUQI, UnitError.UNIT_UNDER_ITSELF),
        _case("under its village", PUQI, "421281001001", UnitError.UNIT_UNDER_ITSELF),
        _case("under its own team", "421281-X1", "421281-X1-A", UnitError.UNIT_UNDER_ITSELF),
        _case("to another county", PUQI, XIANAN, UnitError.UNIT_OTHER_WORKSPACE),
        _case("to the city", DEPARTMENT, "421200", UnitError.UNIT_OTHER_WORKSPACE),
        _case("township under township", PUQI, GUANTANGYI, UnitError.UNIT_WRONG_LEVEL),
        _case("township under department", PUQI, DEPARTMENT, UnitError.UNIT_WRONG_LEVEL),
        _case("where it is", PUQI, CHIBI, UnitError.UNIT_UNCHANGED),
        _case("a county", CHIBI, XIANAN, UnitError.UNIT_IS_ROOT),
        _case("the city", "421200", CHIBI, UnitError.UNIT_IS_ROOT),
    ],
)
def test_refuses_and_changes_nothing(unit, states, moving, target, code):
    _office_with_team(unit)
    target_unit = children_of(unit(PUQI).id)[0] if len(target) == 12 else unit(target)
    before = states()

    with pytest.raises(DomainError) as refusal:
        move_unit(unit_id=unit(moving).id, parent_id=target_unit.id, reason="调整")

    assert refusal.value.code is code
    assert states() == before


def test_refuses_a_closed_parent(unit, states):
    closed = unit("421281-D03")
    close_unit(unit_id=closed.id, reason="撤销")
    before = states()

    with pytest.raises(DomainError) as refusal:
        move_unit(unit_id=unit(DEPARTMENT).id, parent_id=closed.id, reason="调整")

    assert (refusal.value.code, refusal.value.field) == (UnitError.UNIT_CLOSED, "parentUnitId")
    assert states() == before
