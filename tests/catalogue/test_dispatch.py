"""What the catalogue demands of a dispatch: a department's own function stays with departments."""

from decimal import Decimal

import pytest

from catalogue.dispatch import check_target, consider_dispatch
from clocks.limits import Limit, Unit
from tenancy.context import in_workspace
from tests.catalogue.conftest import MARKET, STREETS, WATER


@pytest.fixture
def consider(city):
    def considered(category, target, **said):
        with in_workspace(city.ref("chibi")):
            return consider_dispatch(
                category=category,
                area_id=None,
                giver_unit_id=city.unit("421281").id,
                target=target,
                **said,
            )

    return considered


def test_to_a_township_or_village_only_with_a_reason(city, consider, refused):
    for unit in city.walkthrough_units():
        for reason in ("", "  \n"):
            with refused("OVERRIDE_REASON_REQUIRED", "overrideReason"):
                consider(MARKET, unit, override_reason=reason)
        assert consider(MARKET, unit, override_reason=" 委托执法 ").override_reason == "委托执法"
        assert consider(STREETS, unit).override_reason == ""
        assert consider("", unit).override_reason == ""


def test_to_a_department_without_one(city, consider):
    assert consider(MARKET, city.unit("421281-D02")).override_reason == ""


def test_a_reason_has_its_length(city, refused):
    with in_workspace(city.ref("chibi")), refused("TOO_LONG", "overrideReason"):
        check_target(category=MARKET, target=city.unit("421281"), override_reason="长" * 2001)


def test_it_follows_the_row_or_says_how_it_departs(city, consider, write):
    row = write(
        WATER,
        by="chibi.dispatcher",
        lead="421281-D04",
        limit_value=Decimal(2),
        limit_unit=Unit.WORKING_DAY,
    )

    followed = consider(WATER, city.unit("421281-D04"))
    assert (followed.row_id, followed.follows, followed.departs) == (row.id, True, "")
    assert followed.limit == Limit(Decimal(2), Unit.WORKING_DAY)
    departed = consider(WATER, city.unit("421281-D02"))
    assert (departed.row_id, departed.follows, departed.limit) == (row.id, False, None)
    assert departed.departs == "未按派单目录：目录主办为赤壁市水利和湖泊局"


def test_without_a_row_there_is_nothing_to_depart_from(city, consider):
    free = consider(WATER, city.unit("421281-D02"))
    assert (free.row_id, free.limit, free.departs, free.follows) == (None, None, "", True)
