"""撤销: a unit ends on a day; what it was stays readable."""

from datetime import date

import pytest

from hierarchy.errors import UnitError
from hierarchy.models import Change, UnitVersion
from hierarchy.selectors import children_of, search_units, units_where
from hierarchy.services.closing import close_unit
from hierarchy.services.renaming import rename_unit
from kernel.errors import DomainError

CHIBI, PUQI = "421281", "421281001"


def test_ends_on_the_day(unit):
    village = children_of(unit(PUQI).id)[0]

    close_unit(unit_id=village.id, reason="合村并居", on=date(2024, 3, 1))

    village.refresh_from_db()
    assert village.valid_to == date(2024, 3, 1)
    assert village.is_open(date(2024, 2, 29))
    assert not village.is_open(date(2024, 3, 1))
    assert not village.is_open()
    version = UnitVersion.objects.get()
    assert (version.change, version.name, version.valid_to) == (
        Change.CLOSED,
        village.name,
        date(2024, 3, 1),
    )


def test_is_offered_no_longer_but_known_for_the_past(unit):
    village = children_of(unit(PUQI).id)[0]
    close_unit(unit_id=village.id, reason="合村并居", on=date(2024, 3, 1))

    assert village not in children_of(unit(PUQI).id)
    assert village not in units_where(under=unit(CHIBI).id)
    assert village not in search_units(village.name)
    assert village in children_of(unit(PUQI).id, on=date(2024, 2, 29))


def test_after_the_last_child_the_parent_can_close(unit):
    township = unit("421281400")  # 蒲纺工业园
    for village in children_of(township.id):
        close_unit(unit_id=village.id, reason="撤销")

    assert close_unit(unit_id=township.id, reason="撤销").valid_to is not None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (PUQI, UnitError.UNIT_HAS_CHILDREN),
        (CHIBI, UnitError.UNIT_IS_ROOT),
        ("421200", UnitError.UNIT_IS_ROOT),
    ],
)
def test_refuses_and_changes_nothing(unit, states, code, reason):
    before = states()

    with pytest.raises(DomainError) as refusal:
        close_unit(unit_id=unit(code).id, reason="撤销")

    assert refusal.value.code is reason
    assert states() == before


def test_closed_for_good(unit, states):
    village = children_of(unit(PUQI).id)[0]
    close_unit(unit_id=village.id, reason="撤销")
    before = states()

    for change in (
        lambda: close_unit(unit_id=village.id, reason="撤销"),
        lambda: rename_unit(unit_id=village.id, name="别名", reason="更名"),
    ):
        with pytest.raises(DomainError) as refusal:
            change()
        assert refusal.value.code is UnitError.UNIT_CLOSED
    assert states() == before
