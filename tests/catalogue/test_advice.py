"""Advice on a dispatch: the most specific row, and why it is this one."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.matching import Matter, best_match, fits
from catalogue.models import CatalogueRow
from catalogue.selectors import NO_AREA, NO_CATEGORY, advice_for
from clocks.limits import Limit, Unit
from hierarchy.models import today
from taxonomy.selectors import category_lineage
from tenancy.context import in_workspace
from tests.catalogue.conftest import MARKET, STREETS, WATER


@pytest.fixture
def ask(city):
    """Advice as somebody at a desk asks for it: `ask(WATER, area="421281")`."""

    def asked(category, *, area=None, giver="421200", slug="xianning", on=None):
        with in_workspace(city.ref(slug)):
            return advice_for(
                category=category,
                area_id=city.unit(area).id if area else None,
                giver_unit_id=city.unit(giver).id,
                on=on,
            )

    return asked


def test_an_exact_row(ask, write):
    row = write(WATER, lead="421200-U01", limit_value=Decimal(24), limit_unit=Unit.HOUR)

    advice = ask(WATER, area="421281")

    assert advice.row == row
    assert (advice.lead.name, advice.next_unit.name) == ("联合水务", "联合水务")
    assert advice.limit == Limit(Decimal(24), Unit.HOUR)
    assert advice.why == "事项类别“自来水供应”一致；目录不限区域；目录不限派遣层级。"


def test_a_row_of_the_category_above(ask, write):
    write("0102", lead="421200-D05", area="421281", level=1)
    township = "421281001"

    advice = ask(WATER, area=township)

    assert advice.why == (
        "事项类别“自来水供应”属于目录中的“城市建设和市政管理”；"
        "事发区域“蒲圻街道”在“赤壁市”范围内；目录限市级派遣。"
    )


def test_no_row_and_no_category(ask, write):
    write(WATER, lead="421200-U01")

    assert ask(STREETS).why == "派单目录中没有适用于“环境卫生”的条目。"
    assert ask("").why == NO_CATEGORY
    assert (ask(STREETS).row, ask(STREETS).lead, ask(STREETS).limit) == (None, None, None)


def test_the_area_the_level_and_the_day_must_fit(ask, write):
    later = today() + timedelta(days=5)
    write(WATER, lead="421200-U01", area="421281")
    write(STREETS, lead="421200-D05", level=2)
    write(MARKET, lead="421200-D15", on=later)

    assert ask(WATER, area="421202").row is None
    assert ask(WATER).row is None
    assert ask(STREETS).row is None
    assert ask(MARKET).row is None
    assert ask(MARKET, on=later).lead.name == "市市场监管局"


def test_the_most_specific_wins_category_before_area_before_level(ask, write):
    made = {
        "above": write("0102", lead="421200-D29", area="421281", level=1),
        "category": write(WATER, lead="421200-D30"),
    }
    assert ask(WATER, area="421281").row == made["category"]
    made["level"] = write(WATER, lead="421200-D05", level=1)
    assert ask(WATER, area="421281").row == made["level"]
    made["area"] = write(WATER, lead="421200-U01", area="421281")
    assert ask(WATER, area="421281").row == made["area"]
    made["both"] = write(WATER, lead="421200-D05", area="421281", level=1)

    advice = ask(WATER, area="421281")
    assert advice.row == made["both"]
    assert advice.why.endswith("另有4条也适用，但不如本条具体。")


def test_territorial_is_whoever_below_has_the_area(ask, write):
    write(STREETS, territorial=True)

    township = ask(STREETS, area="421281001")
    assert (township.lead.name, township.next_unit.name) == ("赤壁市", "赤壁市")
    assert township.why.endswith("属地主办：赤壁市。")
    nowhere = ask(STREETS)
    assert (nowhere.lead, nowhere.next_unit) == (None, None)
    assert nowhere.why.endswith(NO_AREA)


def test_on_the_way_to_a_lead_two_levels_down_the_next_is_its_county(ask, write):
    write(STREETS, lead="421281-D02", area="421281")

    advice = ask(STREETS, area="421281")
    assert (advice.lead.name, advice.next_unit.name) == ("赤壁市城市管理执法局", "赤壁市")


def test_who_leads_itself_gives_it_to_nobody(ask, write):
    write(STREETS, lead="421200")

    advice = ask(STREETS)
    assert (advice.lead.name, advice.next_unit) == ("咸宁市", None)


def test_it_tells_departmental_functions_and_the_skeleton(ask):
    told = ask(MARKET)
    assert told.departmental
    assert told.skeleton.category == MARKET
    assert not ask(STREETS).departmental
    assert ask("010203").skeleton.category == "01"
    assert ask("020101").skeleton is None


AREAS = (None, "421281", "421281001")
CATEGORIES = ("01", "0102", "010216")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    picked=st.sets(st.sampled_from(list(product(CATEGORIES, AREAS, (0, 1, 2)))), max_size=12),
    asked=st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(AREAS)),
)
def test_the_best_row_fits_and_none_that_fits_is_more_specific(city, picked, asked):
    """Whatever the rows and their order: one answer, and no row beats it in the first key in which
    they differ."""
    units = {code: city.unit(code) for code in AREAS if code}
    with in_workspace(city.ref("xianning")):
        rows = [
            CatalogueRow(category=category, area=units.get(area), level=level)
            for category, area, level in picked
        ]
        matter = Matter(tuple(category_lineage(asked[0])), units.get(asked[1]), city.unit("421200"))

    def rank(row):
        return (len(row.category), len(row.area.path) if row.area else 0, bool(row.level))

    fitting = [row for row in rows if fits(row, matter)]
    expected = {
        row
        for row in rows
        if asked[0].startswith(row.category)
        and row.level in {0, 1}
        and (row.area is None or (asked[1] or "").startswith(row.area.code))
    }
    assert set(fitting) == expected
    match, mirrored = best_match(rows, matter), best_match(rows[::-1], matter)
    if not fitting:
        assert match is None
        return
    assert match.row == mirrored.row
    assert rank(match.row) == max(map(rank, fitting))
    assert match.others == len(fitting) - 1
