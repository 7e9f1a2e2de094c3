"""更名: a unit gets a new name; the old one is remembered with its dates."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hierarchy.errors import UnitError
from hierarchy.models import Change, UnitVersion, today
from hierarchy.selectors import name_on, search_units
from hierarchy.services.renaming import rename_unit
from kernel.errors import DomainError, KernelError

TOWNSHIP = "421281108"  # 官塘驿镇
SINCE = date(2019, 7, 11)


def test_renames_and_keeps_the_old_name(unit):
    person = uuid4()
    rename_unit(
        unit_id=unit(TOWNSHIP).id,
        name=" 新塘镇 ",
        reason="撤并调整",
        on=date(2024, 1, 1),
        by=person,
    )

    renamed = unit(TOWNSHIP)
    assert (renamed.name, renamed.pinyin) == ("新塘镇", "xintangzhen xtz")
    version = UnitVersion.objects.get()
    assert (version.unit_id, version.name, version.parent_id) == (
        renamed.id,
        "官塘驿镇",
        renamed.parent_id,
    )
    assert (version.valid_from, version.valid_to, version.change, version.reason, version.by) == (
        SINCE,
        date(2024, 1, 1),
        Change.RENAMED,
        "撤并调整",
        person,
    )


def test_name_on_a_day(unit):
    for name, day in (("甲镇", date(2021, 5, 1)), ("乙镇", date(2023, 5, 1))):
        rename_unit(unit_id=unit(TOWNSHIP).id, name=name, reason="更名", on=day)

    names = [name_on(unit(TOWNSHIP), date(year, 6, 1)) for year in (2020, 2021, 2022, 2023, 2026)]
    assert names == ["官塘驿镇", "甲镇", "甲镇", "乙镇", "乙镇"]
    assert name_on(unit(TOWNSHIP), date(2021, 4, 30)) == "官塘驿镇"


def test_two_renames_on_one_day(unit):
    for name in ("甲镇", "乙镇"):
        rename_unit(unit_id=unit(TOWNSHIP).id, name=name, reason="更名")

    assert name_on(unit(TOWNSHIP), today()) == "乙镇"
    assert name_on(unit(TOWNSHIP), today() - timedelta(days=1)) == "官塘驿镇"


def test_is_found_under_the_new_name_only(unit):
    rename_unit(unit_id=unit(TOWNSHIP).id, name="新塘镇", reason="更名")

    assert [found.code for found in search_units("xintangzhen")] == [TOWNSHIP]
    assert TOWNSHIP not in [found.code for found in search_units("guantangyi")]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"name": ""}, KernelError.EMPTY),
        ({"name": "镇" * 101}, KernelError.TOO_LONG),
        ({"name": "官塘驿镇"}, UnitError.UNIT_UNCHANGED),
        ({"reason": " "}, KernelError.EMPTY),
        ({"on": date(2019, 7, 10)}, UnitError.DATE_BEFORE_LAST_CHANGE),
        ({"on": date(2999, 1, 1)}, UnitError.DATE_IN_FUTURE),
        ({"unit_id": uuid4()}, UnitError.UNIT_UNKNOWN),
    ],
)
def test_refuses_and_changes_nothing(unit, states, arguments, code):
    before = states()
    given = {"unit_id": unit(TOWNSHIP).id, "name": "新塘镇", "reason": "更名", **arguments}

    with pytest.raises(DomainError) as refusal:
        rename_unit(**given)

    assert refusal.value.code is code
    assert states() == before


def test_history_goes_forward_only(unit, states):
    rename_unit(unit_id=unit(TOWNSHIP).id, name="甲镇", reason="更名", on=date(2024, 1, 1))
    before = states()

    with pytest.raises(DomainError) as refusal:
        rename_unit(unit_id=unit(TOWNSHIP).id, name="乙镇", reason="更名", on=date(2023, 1, 1))

    assert refusal.value.code is UnitError.DATE_BEFORE_LAST_CHANGE
    assert states() == before
