"""The catalogue at work: a giving keeps its row, has its limit, and says where it departs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from clocks.limits import Unit
from kernel.clock import now
from tenancy.context import in_workspace
from tests.catalogue.conftest import MARKET, STREETS
from tests.harness.rounds import REQUEST
from tickets.advising import advice_on
from tickets.models import Assignment, Urgency
from tickets.services.giving import delegate_ticket

LIMIT = {"limit_value": Decimal(4), "limit_unit": Unit.HOUR}


@pytest.fixture
def of_county(city, round_):
    """A matter in hand of the county: `of_county(STREETS)`."""

    def brought(category, **said):
        request = replace(REQUEST, category=category, area_id=round_.township_unit.id, **said)
        round_.register(request=request)
        round_.accept()
        round_.delegate(round_.dispatcher, round_.county_unit)
        round_.sign(round_.county)
        return round_

    return brought


def _given(round_):
    """The county's giving as it was kept."""
    with in_workspace(round_.county.workspace):
        giving = Assignment.objects.filter(ticket__number=round_.number).order_by("-created_at")[0]
        return giving.catalogue_row_id, giving.override_reason, giving.due_at


def test_by_the_row_it_has_the_rows_limit(city, of_county, write, look):
    row = write(STREETS, by="chibi.dispatcher", lead="421281-D02", **LIMIT)
    round_ = of_county(STREETS)
    at = now()
    with time_machine.travel(at, tick=False):
        round_.delegate(round_.county, city.unit("421281-D02"), requirement="请清运")

    row_id, reason, due_at = _given(round_)
    assert (row_id, reason) == (row.id, "")
    assert abs(due_at - at - timedelta(hours=4)) < timedelta(seconds=1)
    assert look.events("chibi")[-1][3] == "请清运"


def test_what_was_advised_is_what_is_given(city, of_county, write):
    write(STREETS, by="chibi.dispatcher", lead="421281-D02", **LIMIT)
    round_ = of_county(STREETS)
    ticket = round_.in_hand(round_.county)
    with in_workspace(round_.county.workspace):
        told = advice_on(round_.county, ticket.id)

    assert (str(told.limit), told.limit_of_row) == ("4小时", True)
    assert told.advice.next_unit.code == "421281-D02"


def test_elsewhere_than_the_row_says_is_allowed_and_told(city, of_county, write, look):
    row = write(STREETS, by="chibi.dispatcher", lead="421281-D02", **LIMIT)
    round_ = of_county(STREETS)
    at = now()
    round_.delegate(round_.county, round_.township_unit, requirement="请清运")

    row_id, reason, due_at = _given(round_)
    assert (row_id, reason) == (row.id, "")
    assert due_at - at > timedelta(hours=5)
    assert look.events("chibi")[-1][3] == "请清运\n未按派单目录：目录主办为赤壁市城市管理执法局"


def test_a_due_time_given_by_hand_comes_before_the_row(city, of_county, write):
    write(STREETS, by="chibi.dispatcher", lead="421281-D02", **LIMIT)
    round_ = of_county(STREETS)
    wanted = now() + timedelta(hours=3)
    round_.delegate(round_.county, city.unit("421281-D02"), due_at=wanted)
    assert _given(round_)[2] == wanted


def test_a_row_never_gives_more_than_the_giver_has(city, of_county, write):
    write(
        *(STREETS,),
        by="chibi.dispatcher",
        lead="421281-D02",
        limit_value=Decimal(90),
        limit_unit=Unit.WORKING_DAY,
    )
    round_ = of_county(STREETS)
    own = round_.ticket(round_.county).due_at
    round_.delegate(round_.county, city.unit("421281-D02"))
    assert _given(round_)[2] < own


def test_an_emergency_keeps_its_own_limit(city, of_county, write):
    write(
        *(STREETS,),
        by="chibi.dispatcher",
        lead="421281-D02",
        limit_value=Decimal(1),
        limit_unit=Unit.HOUR,
    )
    round_ = of_county(STREETS, urgency=Urgency.EMERGENCY)
    ticket = round_.in_hand(round_.county)
    with in_workspace(round_.county.workspace):
        told = advice_on(round_.county, ticket.id)
    at = now()
    round_.delegate(round_.county, city.unit("421281-D02"))

    assert not told.limit_of_row
    assert _given(round_)[2] - at > timedelta(hours=2)


def test_a_departments_function_goes_to_a_township_only_with_a_reason(
    city, of_county, refused, look
):
    round_ = of_county(MARKET)
    asked = {
        "ticket_id": round_.in_hand(round_.county).id,
        "to_unit_id": round_.township_unit.id,
    }
    with refused("OVERRIDE_REASON_REQUIRED", "overrideReason"):
        city.do(round_.county, delegate_ticket, **asked)
    with refused("TOO_LONG", "overrideReason"):
        city.do(round_.county, delegate_ticket, **asked, override_reason="长" * 2001)

    city.do(round_.county, delegate_ticket, **asked, override_reason="已依法委托乡镇执法")

    assert _given(round_)[:2] == (None, "已依法委托乡镇执法")
    assert look.events("chibi")[-1][3] == "破例理由：已依法委托乡镇执法"


def test_to_a_department_it_needs_none(city, of_county):
    round_ = of_county(MARKET)
    round_.delegate(round_.county, city.unit("421281-D02"))
    assert _given(round_)[:2] == (None, "")
