"""值班表: keeping rosters, and reading who is on duty from them."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.db import transaction

from duties.asking import duty_persons
from duties.models import Basis, DutyContact, DutyShift
from duties.selectors import roster_gaps, who_is_on_duty
from duties.services.rules import set_acknowledge_minutes
from duties.services.shifts import (
    ShiftSpec,
    remove_duty_shift,
    remove_shift,
    write_duty_shift,
    write_shift,
)
from hierarchy.models import today
from kernel.clock import LOCAL, now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from people.selectors import names_of
from tenancy.context import in_workspace
from tests.duties.rosters import on_duty
from tests.harness.databases import admin_cursor


@pytest.fixture
def people(city):
    """The county's dispatcher, and somebody of its first township."""
    township, _ = city.walkthrough_units()
    return city.actor("chibi.dispatcher"), city.actor(city.user_for(township.code), "chibi")


@pytest.fixture
def spec(city, people):
    township, _ = city.walkthrough_units()
    return ShiftSpec(
        unit_id=township.id,
        user_id=people[1].user_id,
        weekday=today().weekday(),
        starts=time(0),
        ends=time(0),
        phone="139 0000 0009",
    )


def _rows(city, spec):
    with in_workspace(city.ref("chibi")):
        rows = DutyShift.objects.filter(unit=spec.unit_id).order_by("id")
        return [(row.user_id, row.valid_to, row.removed_at is not None) for row in rows]


def test_a_centre_writes_a_units_roster(city, people, spec):
    county, township = people
    shift = city.do(county, write_duty_shift, spec=spec)

    with in_workspace(city.ref("chibi")):
        (called,) = who_is_on_duty(spec.unit_id, now())
        contact = DutyContact.objects.get(user=township.user_id)
    assert (called.user_id, called.name, called.basis) == (
        township.user_id,
        township.name,
        Basis.ROSTER,
    )
    assert contact.phone.reveal() == "13900000009"
    assert str(contact.phone) == "***"
    assert shift.written_by == county.user_id


def test_a_unit_writes_its_own(city, people, spec):
    city.do(people[1], write_duty_shift, spec=spec)
    assert _rows(city, spec) == [(people[1].user_id, None, False)]


def test_the_same_again_changes_nothing(city, people, spec, unchanged):
    city.do(people[0], write_duty_shift, spec=spec)
    with unchanged():
        city.do(people[0], write_duty_shift, spec=spec)


def test_somebody_else_in_the_same_place_ends_the_first(city, people, spec):
    county_unit = city.unit("421281")
    other = city.actor("duo.dispatcher", "chibi").user_id
    with in_workspace(city.ref("chibi")), transaction.atomic():
        first = write_shift(spec=replace(spec, unit_id=county_unit.id, user_id=other), by=None)
        DutyShift.objects.filter(pk=first.pk).update(valid_from=today() - timedelta(days=9))
    second = replace(spec, unit_id=county_unit.id, user_id=people[0].user_id)

    city.do(people[0], write_duty_shift, spec=second)

    assert _rows(city, second) == [
        (other, today(), False),
        (people[0].user_id, None, False),
    ]


def test_taken_off(city, people, spec, unchanged):
    shift = city.do(people[0], write_duty_shift, spec=spec)
    city.do(people[0], remove_duty_shift, shift_id=shift.id)

    assert _rows(city, spec) == [(people[1].user_id, None, True)]
    with unchanged():
        city.do(people[0], remove_duty_shift, shift_id=shift.id)
    with in_workspace(city.ref("chibi")):
        assert who_is_on_duty(spec.unit_id, now()) == []


def test_an_import_writes_and_takes_back(city, spec):
    with in_workspace(city.ref("chibi")), transaction.atomic():
        shift = write_shift(spec=spec, by=None)
        remove_shift(shift_id=shift.id)
        assert who_is_on_duty(spec.unit_id, now()) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"weekday": None}, "SHIFT_WHEN", "weekday"),
        ({"day": today()}, "SHIFT_WHEN", "weekday"),
        ({"weekday": 7}, "SHIFT_WHEN", "weekday"),
        ({"order": 0}, "SHIFT_ORDER", "order"),
        ({"order": 21}, "SHIFT_ORDER", "order"),
        ({"weekday": None, "day": today() - timedelta(days=1)}, "SHIFT_OVER", "day"),
        ({"user_id": uuid7()}, "PERSON_NOT_IN_UNIT", "userId"),
        ({"phone": "12"}, "PHONE_MALFORMED", "phone"),
    ],
)
def test_a_wrong_shift(city, people, spec, refused, change, code, field):
    with refused(code, field):
        city.do(people[0], write_duty_shift, spec=replace(spec, **change))


@pytest.mark.parametrize(
    ("username", "slug"),
    [
        ("xianan.dispatcher", "xianan"),
        ("city.dispatcher", "xianning"),
        ("chibi.zhujian.handler", "chibi"),
    ],
)
def test_nobody_elses_roster(city, spec, unchanged, username, slug):
    actor = city.actor(username, slug)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(actor, write_duty_shift, spec=spec)


def test_whoever_left_is_not_called(city, people, spec, worker_database):
    city.do(people[0], write_duty_shift, spec=spec)
    statement = "UPDATE people_user SET is_active = {} WHERE id = %s"
    with admin_cursor(worker_database) as cursor:
        cursor.execute(statement.format("false"), [str(people[1].user_id)])
    try:
        with in_workspace(city.ref("chibi")):
            assert who_is_on_duty(spec.unit_id, now()) == []
    finally:
        with admin_cursor(worker_database) as cursor:
            cursor.execute(statement.format("true"), [str(people[1].user_id)])


def test_gaps_are_listed(city, people, spec):
    city.do(people[0], write_duty_shift, spec=replace(spec, weekday=None, day=today()))
    township, village = city.walkthrough_units()
    start = now().astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    midnight = start + timedelta(days=1)

    with in_workspace(city.ref("chibi")):
        gaps = roster_gaps([township, village], start, start + timedelta(days=2))

    assert [(gap.unit, gap.start, gap.end, gap.is_empty) for gap in gaps] == [
        (township, midnight, midnight + timedelta(days=1), False),
        (village, start, start + timedelta(days=2), True),
    ]


def test_the_city_sees_who_is_on_duty_in_a_county(city, people, spec):
    city.do(people[0], write_duty_shift, spec=spec)
    dispatcher = city.actor("city.dispatcher")

    found = city.do(dispatcher, duty_persons, unit_id=spec.unit_id, at=now())

    assert [(each.user_id, each.basis) for each in found] == [(people[1].user_id, Basis.ROSTER)]


def test_without_a_roster_it_names_who_would_be_called(city, people, spec):
    (found,) = city.do(people[0], duty_persons, unit_id=spec.unit_id, at=now())

    assert found.basis in {Basis.LEADER, Basis.HANDLER}
    assert names_of([found.user_id]) == {found.user_id: found.name}


@pytest.mark.parametrize("username", ["xianan.dispatcher", "city.agent", "city.shuiwu.handler"])
def test_others_do_not_see_it(city, spec, username):
    with pytest.raises(PermissionDenied):
        city.do(city.actor(username), duty_persons, unit_id=spec.unit_id, at=now())


def test_how_long_a_call_waits_is_data(city, unchanged):
    administrator = city.actor("city.administrator")
    city.do(administrator, set_acknowledge_minutes, minutes=9)
    with unchanged():
        city.do(administrator, set_acknowledge_minutes, minutes=9)
    for minutes in (0, 61):
        with unchanged(), pytest.raises(DomainError, match="1 到 60"):
            city.do(administrator, set_acknowledge_minutes, minutes=minutes)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor("city.dispatcher"), set_acknowledge_minutes, minutes=7)
    city.do(administrator, set_acknowledge_minutes, minutes=5)


def test_another_workspace_sees_no_roster(city, people, spec):
    on_duty(city, city.walkthrough_units()[0], people[1])
    with in_workspace(city.ref("xianan")):
        assert not DutyShift.objects.exists()
        assert not DutyContact.objects.exists()
