"""直通车: a centre gives straight to any unit of its area, and calls its duty person at once."""

from datetime import timedelta

import pytest
import time_machine

from clocks.models import Clock
from custody.models import CaseState
from duties.models import Basis, CallState, DutyCall
from duties.services.acknowledging import acknowledge_express
from duties.services.expressing import express_ticket
from duties.services.first_results import record_first_result
from duties.services.sweeping import sweep_calls
from kernel.clock import now
from kernel.errors import PermissionDenied
from messages.models import Message
from notices.models import Notice
from outbox.delivering import drain
from tenancy.context import in_public, in_workspace
from tests.duties.rosters import on_duty
from tickets.models import Participant, Ticket
from yihao.verification.verifying import verify_custody


@pytest.fixture
def clock():
    """No time passes by itself."""
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def accepted(round_):
    round_.register()
    round_.accept()
    return round_


def express(round_, unit, actor=None, **more):
    actor = actor or round_.dispatcher
    ticket = round_.in_hand(actor)
    told = {"requirement": "立即到场处置", **more}
    return round_.city.do(actor, express_ticket, ticket_id=ticket.id, to_unit_id=unit.id, **told)


def calls(city, slug, number):
    """Position, unit, person, basis, climbed, state of every call kept in a workspace."""
    with in_workspace(city.ref(slug)):
        rows = DutyCall.objects.filter(ticket__number=number).order_by("position")
        return [
            (row.position, row.unit.code, row.user_name, row.basis, row.climbed, row.state)
            for row in rows
        ]


def sweep():
    with in_public():
        return sweep_calls()


def told(city, slug, number):
    with in_public():
        drain()
    with in_workspace(city.ref(slug)):
        rows = Notice.objects.filter(ticket__number=number).order_by("at", "id")
        return {(row.kind, row.unit.code) for row in rows}


def _clocks(city, slug, number):
    with in_workspace(city.ref(slug)):
        ids = Ticket.objects.filter(number=number).values("id")
        rows = Clock.objects.filter(ticket_id__in=ids)
        return {row.purpose: (row.due_at, row.stopped_at is not None) for row in rows}


def test_from_the_city_to_a_village(city, accepted, look):
    village = accepted.village_unit
    person = on_duty(city, village, accepted.village, phone="13900000009")

    express(accepted, village)

    assert look.holder() == ("received", "village", 4, 3)
    assert look.places() == {"city": "delegated", "village": "received"}
    assert look.links() == [("express", "city", "village")]
    assert look.events("chibi") == [("receive", "city", "village", "立即到场处置")]
    waiting = (1, village.code, person.name, Basis.ROSTER, 0, CallState.WAITING)
    assert calls(city, "chibi", accepted.number) == [waiting]
    assert calls(city, "xianning", accepted.number) == [waiting]
    copy = accepted.ticket(accepted.village)
    assert (copy.express, copy.unit_id) == (True, village.id)
    with in_workspace(city.ref("chibi")):
        seen = set(Participant.objects.filter(ticket=copy).values_list("unit_id", flat=True))
    assert seen == {village.id, accepted.township_unit.id, accepted.county_unit.id}
    assert told(city, "chibi", accepted.number) == {
        ("express", village.code),
        ("duty_called", village.code),
        ("express_passing", accepted.township_unit.code),
        ("express_passing", "421281"),
    }
    with in_workspace(city.ref("chibi")):
        message = Message.objects.get(purpose="duty_call", ticket_id=copy.id)
        assert message.staff_phone.reveal() == "13900000009"
        assert accepted.number in message.text
        assert "路灯" not in message.text
    assert verify_custody().breaches == []


def test_the_limits_of_an_emergency(city, round_, clock):
    round_.register()
    round_.accept()
    express(round_, round_.county_unit)
    start = now()

    assert {
        name: due - start for name, (due, _) in _clocks(city, "chibi", round_.number).items()
    } == {
        "sign": timedelta(minutes=30),
        "first_result": timedelta(hours=2),
        "handle": timedelta(hours=24),
    }


def test_a_first_result_meets_its_limit_and_reaches_the_giver(city, accepted, look):
    express(accepted, accepted.county_unit)
    accepted.sign(accepted.county)
    assignment_id = accepted.giving(accepted.county)

    city.do(
        accepted.county, record_first_result, assignment_id=assignment_id, text="已到场，正在抢修"
    )

    clocks = _clocks(city, "chibi", accepted.number)
    assert {name: stopped for name, (_, stopped) in clocks.items()} == {
        "sign": True,
        "first_result": True,
        "handle": False,
    }
    for slug in ("chibi", "xianning"):
        assert look.events(slug)[-1] == ("first_result", "county", None, "已到场，正在抢修")
    assert look.holder()[:2] == ("handling", "county")
    assert verify_custody().breaches == []


def test_a_report_is_a_first_result_too(city, accepted):
    express(accepted, accepted.county_unit)
    accepted.sign(accepted.county)
    accepted.report(accepted.county)

    assert all(stopped for _, stopped in _clocks(city, "chibi", accepted.number).values())


def test_what_did_not_come_by_express_needs_no_first_result(city, accepted, refused):
    accepted.delegate(accepted.dispatcher, accepted.county_unit)
    assignment_id = accepted.giving(accepted.county)

    with refused("NOT_EXPRESS"):
        city.do(accepted.county, record_first_result, assignment_id=assignment_id, text="已到场")


def test_a_county_centre_expresses_inside_its_own_workspace(city, round_, look):
    round_.to_county().sign(round_.county)
    on_duty(city, round_.village_unit, round_.village)

    express(round_, round_.village_unit, round_.county)

    assert look.holder() == ("received", "village", 4, 5)
    assert look.links()[1:] == [("express", "county", "village")]
    (call,) = calls(city, "chibi", round_.number)
    assert call[1] == round_.village_unit.code
    assert calls(city, "xianning", round_.number) == []
    round_.sign(round_.village)
    round_.report(round_.village)
    round_.review(round_.county)
    assert look.holder()[:2] == ("handling", "county")
    assert verify_custody().breaches == []


def test_only_a_centre_may(city, round_, refused):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)

    with refused("NOT_A_CENTRE"):
        express(round_, round_.village_unit, round_.township)


def test_only_inside_its_area(city, round_, refused):
    round_.to_county().sign(round_.county)
    for code in ("421202", "421200", "421281"):
        with refused("NOT_IN_AREA", "toUnitId"):
            express(round_, city.unit(code), round_.county)


def test_not_to_a_closed_unit(accepted, refused, closed):
    closed(accepted.village_unit.code)
    with refused("UNIT_CLOSED", "toUnitId"):
        express(accepted, accepted.village_unit)


def test_it_says_what_to_do(accepted, refused):
    with refused("EMPTY", "requirement"):
        express(accepted, accepted.county_unit, requirement=" ")


def test_without_a_roster_who_is_there_is_called_and_the_level_above_is_told(city, accepted):
    express(accepted, accepted.village_unit)

    (call,) = calls(city, "chibi", accepted.number)
    assert call == (
        1,
        accepted.village_unit.code,
        accepted.village.name,
        Basis.HANDLER,
        0,
        CallState.WAITING,
    )
    assert ("roster_missing", accepted.township_unit.code) in told(city, "chibi", accepted.number)


# -- falling back -------------------------------------------------------------------------------


def _expressed(city, round_, people):
    """To the township, with these on duty."""
    round_.register()
    round_.accept()
    for order, person in enumerate(people, start=1):
        on_duty(city, round_.township_unit, person, order=order)
    express(round_, round_.township_unit)


def _later(clock, minutes):
    clock.shift(timedelta(minutes=minutes))


def _states(city, round_):
    found = calls(city, "xianning", round_.number)
    return [(code, climbed, state) for _, code, _, _, climbed, state in found]


def test_nobody_is_passed_over_before_the_time(city, round_, clock):
    _expressed(city, round_, [round_.township])
    _later(clock, 4)

    assert sweep() == 0
    assert _states(city, round_) == [(round_.township_unit.code, 0, "waiting")]


def test_along_the_roster_then_up_to_the_giver(city, round_, clock):
    _expressed(city, round_, [round_.township])
    township, seen = round_.township_unit.code, []
    for _ in range(4):
        _later(clock, 5)
        assert sweep() == 1
        assert sweep() == 0
        seen.append([(code, climbed, state) for code, climbed, state in _states(city, round_)])

    passed = [(township, 0, "passed"), ("421281", 1, "passed")]
    assert seen[0] == [passed[0], ("421281", 1, "waiting")]
    assert seen[1][:2] == passed
    assert seen[1][2] == ("421200", 2, "waiting")
    final = seen[-1]
    assert [state for _, _, state in final[:-1]] == ["passed"] * (len(final) - 1)
    assert round_.case().holder_unit_id == round_.township_unit.id
    copy = round_.ticket(round_.township)
    with in_workspace(city.ref("chibi")):
        assert Participant.objects.filter(ticket=copy, unit=round_.county_unit).exists()


def test_when_nobody_is_left_the_giver_is_told_once(city, round_, clock):
    _expressed(city, round_, [round_.township])
    for _ in range(12):
        _later(clock, 5)
        sweep()

    states = [state for _, _, state in _states(city, round_)]
    assert set(states) == {"passed"}
    with in_public():
        drain()
    with in_workspace(city.ref("xianning")):
        notices = Notice.objects.filter(ticket__number=round_.number, kind="express_unanswered")
        assert notices.count() == 1
    assert verify_custody().breaches == []


def test_signing_acknowledges(city, round_, clock):
    _expressed(city, round_, [round_.township])
    _later(clock, 2)
    signed_at = now()
    round_.sign(round_.township)
    _later(clock, 5)

    assert sweep() == 1
    (call,) = calls(city, "chibi", round_.number)
    assert call[-1] == CallState.ACKNOWLEDGED
    with in_workspace(city.ref("xianning")):
        row = DutyCall.objects.get(ticket__number=round_.number)
    assert row.acknowledged_at == signed_at
    assert row.acknowledged_by_name == round_.township.name


def test_a_giving_that_is_over_calls_nobody(city, round_, clock):
    _expressed(city, round_, [round_.township])
    round_.hand_back(round_.township)
    _later(clock, 6)

    assert sweep() == 1
    assert _states(city, round_) == [(round_.township_unit.code, 0, "ended")]


def _acknowledge(city, round_, actor):
    with in_workspace(city.ref("xianning")):
        given = DutyCall.objects.filter(ticket__number=round_.number).first().assignment_id
    return city.do(actor, acknowledge_express, assignment_id=given)


def test_acknowledging_stops_the_calling(city, round_, clock, look, unchanged):
    _expressed(city, round_, [round_.township])
    _later(clock, 1)
    _acknowledge(city, round_, round_.township)
    _later(clock, 10)

    assert sweep() == 0
    assert _states(city, round_) == [(round_.township_unit.code, 0, "acknowledged")]
    assert look.holder()[0] == "received"
    with unchanged():
        _acknowledge(city, round_, round_.township)


def test_acknowledging_late_ends_the_call_to_the_level_above(city, round_, clock):
    _expressed(city, round_, [round_.township])
    for _ in range(2):
        _later(clock, 5)
        sweep()
    assert _states(city, round_)[-1] == ("421200", 2, "waiting")
    _acknowledge(city, round_, round_.township)
    _later(clock, 10)

    assert sweep() == 0
    assert _states(city, round_) == [
        (round_.township_unit.code, 0, "acknowledged"),
        ("421281", 1, "passed"),
        ("421200", 2, "ended"),
    ]


def test_the_level_above_can_acknowledge(city, round_, clock):
    _expressed(city, round_, [round_.township])
    _later(clock, 5)
    sweep()
    _acknowledge(city, round_, round_.county)

    assert _states(city, round_)[-1] == ("421281", 1, "acknowledged")


def test_after_the_end_there_is_nothing_to_acknowledge(city, round_, clock, refused):
    _expressed(city, round_, [round_.township])
    round_.hand_back(round_.township)
    _later(clock, 6)
    sweep()

    with refused("NOTHING_TO_ACKNOWLEDGE"):
        _acknowledge(city, round_, round_.township)


@pytest.mark.parametrize("username", ["xianan.dispatcher", "chibi.dispatcher", "city.supervisor"])
def test_who_was_not_called_does_not_acknowledge(city, round_, clock, unchanged, username):
    _expressed(city, round_, [round_.township])

    with unchanged(), pytest.raises(PermissionDenied):
        _acknowledge(city, round_, city.actor(username))


def test_another_workspace_sees_no_call(city, accepted):
    express(accepted, accepted.county_unit)
    with in_workspace(city.ref("jiayu")):
        assert not DutyCall.objects.exists()
        assert not CaseState.objects.filter(case__number=accepted.number).exists()
