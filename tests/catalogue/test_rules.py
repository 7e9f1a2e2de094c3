"""Rows of the catalogue: written and retired from a day on, one for each key."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from catalogue.models import CatalogueAssist, CatalogueRow
from catalogue.selectors import rules
from catalogue.services.rules import retire_rule, write_rule
from clocks.limits import Limit, Unit
from hierarchy.models import today
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.catalogue.conftest import MARKET, STREETS, WATER

DAY = timedelta(days=1)
LATER = today() + 10 * DAY


@pytest.fixture
def at_city(city):
    with in_workspace(city.ref("xianning")):
        yield


def _rows():
    return [
        (row.category, row.lead.name if row.lead else "属地", row.valid_from, row.valid_to)
        for row in CatalogueRow.objects.select_related("lead").order_by("valid_from", "recorded_at")
    ]


def test_a_row_says_who_leads_by_what_to_what_standard_within_what(city, write, at_city):
    row = write(
        WATER,
        area="421281",
        level=1,
        lead="421200-U01",
        assists=["421200-D29", "421200-D30", "421200-D29"],
        legal_basis=" 《城市供水条例》 第二十二条 ",
        standard="24小时内恢复供水\n并告知用户",
        limit_value=Decimal(24),
        limit_unit=Unit.HOUR,
    )

    row.refresh_from_db()
    assert (row.category, row.area.name, row.level, row.lead.name) == (
        WATER,
        "赤壁市",
        1,
        "联合水务",
    )
    assert [each.unit.name for each in row.assists.order_by("position")] == [
        "市住建局",
        "市水利和湖泊局",
    ]
    assert (row.legal_basis, row.standard) == (
        "《城市供水条例》 第二十二条",
        "24小时内恢复供水\n并告知用户",
    )
    assert row.limit() == Limit(Decimal(24), Unit.HOUR)
    assert (row.valid_from, row.valid_to) == (today(), None)
    assert row.by == city.actor("city.dispatcher").user_id


def test_the_lead_does_not_assist_itself(write, at_city):
    row = write(WATER, lead="421200-U01", assists=["421200-U01", "421200-D29"])
    assert [each.unit.code for each in row.assists.all()] == ["421200-D29"]


def test_a_row_in_its_place_closes_it_on_that_day(write, at_city):
    write(WATER, lead="421200-U01")
    write(WATER, lead="421200-D29", on=LATER)

    assert _rows() == [
        (WATER, "联合水务", today(), LATER),
        (WATER, "市住建局", LATER, None),
    ]
    assert [row.lead.name for row in rules(on=LATER - DAY)] == ["联合水务"]
    assert [row.lead.name for row in rules(on=LATER)] == ["市住建局"]


def test_another_key_is_another_row(write, at_city):
    write(STREETS, territorial=True)
    write(STREETS, lead="421200-D05", area="421202")
    write(STREETS, lead="421200-D05", level=1)
    write("0102", lead="421200-D05")

    assert rules().count() == 4


@pytest.mark.parametrize(
    "again",
    [
        {"lead": "421200-U01"},
        {"lead": "421200-U01", "assists": ["421200-D29"], "standard": "当天"},
    ],
)
def test_said_again_nothing_changes(write, at_city, unchanged, again):
    first = write(WATER, **again)
    with unchanged():
        assert write(WATER, **again).id == first.id


@pytest.mark.parametrize(
    "other",
    [
        {"assists": ["421200-D30"]},
        {"standard": "两天"},
        {"legal_basis": "《条例》"},
        {"limit_value": Decimal(2), "limit_unit": Unit.WORKING_DAY},
    ],
)
def test_whatever_it_says_otherwise_is_a_new_version(write, at_city, other):
    first = write(WATER, lead="421200-U01", assists=["421200-D29"])
    second = write(WATER, **{"lead": "421200-U01", "assists": ["421200-D29"], **other})
    first.refresh_from_db()

    assert second.id != first.id
    assert (first.valid_to, second.valid_to) == (today(), None)


def test_retired_it_stays_to_be_read(city, write, at_city):
    row = write(WATER, lead="421200-U01")
    city.do(city.actor("city.manager"), retire_rule, rule_id=row.id, on=LATER)

    assert [each.id for each in rules(on=LATER - DAY)] == [row.id]
    assert list(rules(on=LATER)) == []
    row.refresh_from_db()
    assert row.ended_by == city.actor("city.manager").user_id


REFUSALS = [
    ({"category": "999999"}, "CATEGORY_UNKNOWN", "category"),
    ({"category": ""}, "CATEGORY_UNKNOWN", "category"),
    ({"level": 5}, "LEVEL_UNKNOWN", "level"),
    ({"lead_unit_id": None}, "LEAD_REQUIRED", "leadUnitId"),
    ({"territorial": True}, "LEAD_REQUIRED", "leadUnitId"),
    ({"lead_unit_id": uuid4()}, "UNIT_UNKNOWN", "leadUnitId"),
    ({"area_unit_id": uuid4()}, "UNIT_UNKNOWN", "areaUnitId"),
    ({"assist_unit_ids": [uuid4()]}, "UNIT_UNKNOWN", "assistUnitIds"),
    ({"legal_basis": "长" * 301}, "TOO_LONG", "legalBasis"),
    ({"standard": "长" * 2001}, "TOO_LONG", "standard"),
    ({"limit_value": Decimal(3)}, "LIMIT_MALFORMED", "limitValue"),
    ({"limit_unit": Unit.HOUR}, "LIMIT_MALFORMED", "limitValue"),
    ({"limit_value": Decimal(0), "limit_unit": Unit.HOUR}, "LIMIT_MALFORMED", "limitValue"),
    (
        {"limit_value": Decimal("1.5"), "limit_unit": Unit.WORKING_DAY},
        *("LIMIT_MALFORMED", "limitValue"),
    ),
    ({"on": today() - DAY}, "DATE_IN_PAST", "on"),
]


@pytest.mark.parametrize(("wrong", "code", "field"), REFUSALS)
def test_what_a_row_cannot_say(city, refused, wrong, code, field):
    right = {"category": WATER, "lead_unit_id": city.unit("421200-U01").id}
    with refused(code, field):
        city.do(city.actor("city.dispatcher"), write_rule, **{**right, **wrong})


def test_a_departments_own_function_has_no_township_as_lead(city, refused):
    township, village = city.walkthrough_units()
    for unit in (township, village):
        with refused("LEAD_TOO_LOW", "leadUnitId"):
            city.do(
                city.actor("chibi.dispatcher"), write_rule, category=MARKET, lead_unit_id=unit.id
            )


def test_a_county_writes_for_its_own_area_alone(city, refused):
    county = city.actor("chibi.dispatcher")
    outside, inside = city.unit("421200-D05").id, city.unit("421281-D02").id
    with refused("LEAD_OUTSIDE", "leadUnitId"):
        city.do(county, write_rule, category=STREETS, lead_unit_id=outside)
    with refused("AREA_OUTSIDE", "areaUnitId"):
        city.do(
            county,
            write_rule,
            category=STREETS,
            lead_unit_id=inside,
            area_unit_id=city.unit("421202").id,
        )


def test_a_unit_that_was_closed_leads_and_assists_nothing(city, closed, refused):
    closed("421200-D06")
    shut, other = city.unit("421200-D06").id, city.unit("421200-U01").id
    dispatcher = city.actor("city.dispatcher")
    with refused("UNIT_CLOSED", "leadUnitId"):
        city.do(dispatcher, write_rule, category=WATER, lead_unit_id=shut)
    with refused("UNIT_CLOSED", "assistUnitIds"):
        city.do(dispatcher, write_rule, category=WATER, lead_unit_id=other, assist_unit_ids=[shut])


def test_a_change_cannot_overtake_one_already_planned(city, write, at_city, refused):
    write(WATER, lead="421200-U01", on=LATER)
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        write(WATER, lead="421200-D29")
    row = rules(on=LATER).get()
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        city.do(city.actor("city.dispatcher"), retire_rule, rule_id=row.id)
    city.do(city.actor("city.dispatcher"), retire_rule, rule_id=row.id, on=LATER + DAY)
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        write(WATER, lead="421200-D29")


def test_what_is_not_there_cannot_be_retired(city, write, at_city, refused):
    row = write(WATER, lead="421200-U01")
    dispatcher = city.actor("city.dispatcher")
    city.do(dispatcher, retire_rule, rule_id=row.id)
    for rule_id in (row.id, uuid4(), None):
        with refused("RULE_UNKNOWN", "ruleId"):
            city.do(dispatcher, retire_rule, rule_id=rule_id)


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.chengguan.handler"])
def test_only_the_centre_writes(city, write, at_city, unchanged, who):
    """A department's handler may dispatch for the department, not for the centre."""
    row = write(WATER, lead="421200-U01")
    with unchanged():
        with pytest.raises(PermissionDenied):
            city.do(
                city.actor(who),
                write_rule,
                category=STREETS,
                lead_unit_id=city.unit("421200-D05").id,
            )
        with pytest.raises(PermissionDenied):
            city.do(city.actor(who), retire_rule, rule_id=row.id)


@pytest.mark.parametrize("who", ["city.administrator", "city.manager", "city.dispatcher"])
def test_administrators_managers_and_dispatchers_write(write, at_city, who):
    assert write(WATER, by=who, lead="421200-U01").pk


def test_each_centre_has_its_own(city, write):
    write(STREETS, territorial=True)
    write(STREETS, by="chibi.dispatcher", lead="421281-D02")

    seen = {}
    for slug in ("xianning", "chibi", "jiayu"):
        with in_workspace(city.ref(slug)):
            seen[slug] = [row.lead.code if row.lead else "属地" for row in rules()]
            assert CatalogueAssist.objects.count() == 0
    assert seen == {"xianning": ["属地"], "chibi": ["421281-D02"], "jiayu": []}
