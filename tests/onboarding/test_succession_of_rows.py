"""合村并居 with more than tickets under way: what apps keep by unit goes on in the successor."""

from datetime import time, timedelta

import pytest
from django.db import transaction

from applications.models import Application, Dispute
from applications.services.disputing import decide_dispute, dispute_adjudication
from applications.services.extending import decide_extension, request_extension
from applications.services.suspending import decide_suspension, request_suspension
from catalogue.models import CatalogueRow
from catalogue.selectors import rules
from catalogue.services.rules import retire_rule, write_rule
from duties.models import DutyCall, DutyShift
from duties.selectors import who_is_on_duty
from duties.services.acknowledging import acknowledge_express
from duties.services.expressing import express_ticket
from duties.services.shifts import ShiftSpec, write_shift
from hierarchy.models import Unit, today
from kernel.clock import now
from onboarding.services.merging import merge_units
from outbox.delivering import drain
from outbox.models import OutboxMessage
from people.models import User
from people.selectors import names_of
from signoffs.models import DEFAULT_ACTS, Act, SignOff
from signoffs.selectors import acts_of, substitutions
from signoffs.services.policies import name_substitute, set_sign_off_policy
from signoffs.services.signing_off import decide_sign_off, submit_for_sign_off
from tenancy.context import in_public, in_workspace
from tests.duties.rosters import on_duty
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from yihao.verification.verifying import verify_custody


@pytest.fixture
def other(own_database, city):
    """A township beside the first one."""
    first, _ = city.walkthrough_units()
    with in_public():
        beside = Unit.objects.filter(
            parent=first.parent_id, kind="township", valid_to=None, is_statistical=False
        )
        return beside.exclude(pk=first.pk).order_by("code")[0]


@pytest.fixture
def leader(own_database, city):
    township, _ = city.walkthrough_units()
    return city.actor(city.user_for(township.code, "leader"), "chibi")


@pytest.fixture
def merge(city, admin):
    def merged(*units, into):
        ids = [unit.id for unit in units]
        city.do(admin, merge_units, unit_ids=ids, into_unit_id=into.id, reason="合并")
        with in_public():
            drain()
            assert not OutboxMessage.objects.filter(delivered_at=None).exists()
        assert verify_custody().breaches == []

    return merged


@pytest.fixture
def at_township(city, own_database):
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    return round_


def again(city, actor):
    """The same person with what they may do now."""
    with in_public():
        username = User.objects.get(pk=actor.user_id).username
    return city.actor(username, "chibi")


def submit(round_, unit):
    round_.city.do(
        round_.township,
        submit_for_sign_off,
        act=Act.EXTENSION,
        assignment_id=round_.giving(round_.township),
        arguments={"working_days": 1, "reason": "待料"},
    )
    with in_workspace(round_.township.workspace):
        return SignOff.objects.get(unit=unit.id, state="pending")


def test_what_waits_for_a_leader_is_signed_in_the_successor(
    city, at_township, leader, other, merge
):
    township = at_township.township_unit
    city.do(leader, set_sign_off_policy, unit_id=township.id)
    waiting = submit(at_township, township)
    with in_workspace(leader.workspace):
        name = names_of([at_township.township.user_id])[at_township.township.user_id]
    city.do(
        leader,
        name_substitute,
        unit_id=township.id,
        user_id=at_township.township.user_id,
        first_day=today(),
        last_day=today() + timedelta(5),
    )

    merge(township, into=other)

    with in_workspace(leader.workspace):
        assert SignOff.objects.get(pk=waiting.pk).unit_id == other.id
        assert (acts_of(other.id), acts_of(township.id)) == (frozenset(DEFAULT_ACTS),) * 2
        assert [each.substitute_name for each in substitutions(other.id)] == [name]
    signer = again(city, leader)
    city.do(signer, decide_sign_off, sign_off_id=waiting.pk, approved=True)
    with in_workspace(leader.workspace):
        asked = Application.objects.get(state="pending")
        assert (asked.from_unit_id, asked.kind) == (other.id, "extension")
    assert verify_custody().breaches == []


def test_a_successor_that_chose_what_is_signed_keeps_its_choice(city, leader, other, admin, merge):
    township, _ = city.walkthrough_units()
    city.do(leader, set_sign_off_policy, unit_id=township.id)
    city.do(admin, set_sign_off_policy, unit_id=other.id, acts=[Act.REPLY])

    merge(township, into=other)

    with in_workspace(leader.workspace):
        assert acts_of(other.id) == {Act.REPLY}


def test_two_that_become_one_have_signed_what_either_had(city, admin, villages, merge):
    first, second, township = villages
    with in_public():
        third = Unit.objects.filter(parent=township, valid_to=None).exclude(
            pk__in=[first.pk, second.pk]
        )[0]
    city.do(admin, set_sign_off_policy, unit_id=first.id, acts=[Act.REPLY])
    city.do(admin, set_sign_off_policy, unit_id=second.id, acts=[Act.RETURN])

    merge(first, second, into=third)

    with in_workspace(admin.workspace):
        assert acts_of(third.id) == {Act.REPLY, Act.RETURN}


def test_what_a_unit_asked_for_is_decided_for_its_successor(city, at_township, other, merge):
    round_ = at_township
    giving = round_.giving(round_.township)
    city.do(round_.township, request_extension, assignment_id=giving, working_days=1, reason="待料")
    ticket = round_.in_hand(round_.township)
    until = now() + timedelta(days=30)
    city.do(
        round_.township, request_suspension, ticket_id=ticket.id, until=until, reason="雨季施工"
    )

    merge(round_.township_unit, into=other)

    with in_workspace(round_.county.workspace):
        asked = Application.objects.order_by("kind").values_list("kind", "from_unit", "state")
        assert list(asked) == [
            ("extension", other.id, "pending"),
            ("suspension", other.id, "pending"),
        ]
    city.do(round_.county, decide_extension, assignment_id=giving, approved=False, note="材料已到")
    with in_workspace(round_.dispatcher.workspace):
        asked = Application.objects.get(kind="suspension")
        assert asked.from_unit_id == other.id
    city.do(round_.dispatcher, decide_suspension, application_id=asked.id, approved=True)
    with in_workspace(round_.county.workspace):
        decided = Application.objects.order_by("kind").values_list("state", flat=True)
        assert list(decided) == ["refused", "approved"]
    assert verify_custody().breaches == []


def test_what_a_unit_has_to_decide_its_successor_decides(city, own_database, other, merge):
    round_ = Round(city).to_village()
    round_.sign(round_.village)
    giving = round_.giving(round_.village)
    city.do(round_.village, request_extension, assignment_id=giving, working_days=1, reason="待料")

    merge(round_.township_unit, into=other)

    decider = again(city, round_.township)
    city.do(decider, decide_extension, assignment_id=giving, approved=False, note="材料已到")
    with in_workspace(decider.workspace):
        asked = Application.objects.get()
        assert (asked.to_unit_id, asked.state) == (other.id, "refused")
    assert verify_custody().breaches == []


def dispute(round_, actor):
    round_.city.do(
        actor, dispute_adjudication, assignment_id=round_.giving(actor), reason="该路段属市管"
    )


def sides(ref):
    with in_workspace(ref):
        found = Dispute.objects.get()
        return found.receiver_unit_id, found.giver_unit_id, found.arbiter_unit_id


def test_a_dispute_of_a_unit_goes_on_for_its_successor(city, own_database, other, merge):
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    round_.adjudicate(round_.county, upheld=False)
    dispute(round_, round_.township)

    merge(round_.township_unit, into=other)

    expected = (other.id, round_.county_unit.id, city.unit("421200").id)
    assert [sides(city.ref(slug)) for slug in ("chibi", "xianning")] == [expected] * 2
    with in_workspace(round_.dispatcher.workspace):
        waiting = Dispute.objects.get()
    city.do(round_.dispatcher, decide_dispute, dispute_id=waiting.id, upheld=True, note="不属该镇")
    case = round_.case()
    assert (case.holder_unit_id, case.state) == (round_.county_unit.id, "handling")
    assert verify_custody().breaches == []


def test_a_ruled_giver_and_an_arbiter_that_end(city, own_database, other, villages, merge):
    round_ = Round(city).to_village()
    round_.hand_back(round_.village)
    round_.adjudicate(round_.township, upheld=False)
    dispute(round_, round_.village)
    second = villages[1]

    merge(round_.township_unit, into=other)
    assert sides(city.ref("chibi")) == (round_.village_unit.id, other.id, round_.county_unit.id)
    # A deeper tree has arbiters that can end, and that have no place in the case.
    with admin_cursor(own_database) as cursor:
        cursor.execute(
            "UPDATE chibi.applications_dispute SET arbiter_unit_id = %s", [str(second.id)]
        )
    merge(second, into=round_.village_unit)
    assert sides(city.ref("chibi"))[2] == round_.village_unit.id


def rule(ref):
    with in_workspace(ref):
        return [
            (row.lead.code if row.lead else "属地", [each.unit.code for each in row.assists.all()])
            for row in rules().order_by("category")
        ]


STREETS, WATER, NOISE = "010214", "010216", "0201"


def test_the_catalogue_names_the_successor_in_every_workspace(city, own_database, other, merge):
    township, _ = city.walkthrough_units()
    county, centre = city.actor("chibi.dispatcher"), city.actor("city.dispatcher")
    led = city.do(county, write_rule, category=STREETS, lead_unit_id=township.id)
    city.do(
        county,
        write_rule,
        category=WATER,
        territorial=True,
        assist_unit_ids=[other.id, township.id],
        standard="两小时到场",
    )
    ended = city.do(county, write_rule, category=NOISE, lead_unit_id=township.id)
    city.do(county, retire_rule, rule_id=ended.id)
    city.do(
        centre,
        write_rule,
        category=STREETS,
        lead_unit_id=other.id,
        assist_unit_ids=[township.id],
    )

    merge(township, into=other)

    assert rule(city.ref("chibi")) == [(other.code, []), ("属地", [other.code])]
    assert rule(city.ref("xianning")) == [(other.code, [])]
    with in_workspace(city.ref("chibi")):
        before = CatalogueRow.objects.get(pk=led.id)
        assert (before.lead_id, before.valid_to) == (township.id, today())
        after = rules().get(category=WATER)
        assert (after.standard, after.valid_from, after.valid_to) == ("两小时到场", today(), None)
        assert not CatalogueRow.objects.filter(category=NOISE, valid_to=None).exists()


def shift(city, unit, person, **more):
    told = {"unit_id": unit.id, "user_id": person.user_id, "starts": time(0), "ends": time(0)}
    with in_workspace(city.ref("chibi")), transaction.atomic():
        return write_shift(spec=ShiftSpec(**{**told, **more}), by=None)


def on_roster(city, unit):
    with in_workspace(city.ref("chibi")):
        return [each.user_id for each in who_is_on_duty(unit.id, now())]


def test_rosters_become_one_with_the_successors_people_first(city, own_database, villages, merge):
    first, second, _ = villages
    one = city.actor(city.user_for(first.code), "chibi")
    two = city.actor(city.user_for(second.code), "chibi")
    tomorrow = today() + timedelta(1)
    weekday = today().weekday()
    shift(city, first, one, weekday=weekday)
    shift(city, first, one, day=tomorrow)
    shift(city, second, two, weekday=weekday)
    shift(city, second, two, weekday=tomorrow.weekday(), ends=time(12))

    merge(first, into=second)

    assert on_roster(city, second) == [two.user_id, one.user_id]
    assert on_roster(city, first) == []
    with in_workspace(city.ref("chibi")):
        held = DutyShift.objects.filter(removed_at=None, valid_to=None)
        assert not held.filter(unit=first.id).exists()
        # A date stands in the place of the weekly shifts: those of the successor are kept there.
        dated = held.filter(day=tomorrow).order_by("order")
        assert list(dated.values_list("unit", "user", "order", "ends__hour")) == [
            (second.id, two.user_id, 1, 12),
            (second.id, one.user_id, 2, 0),
        ]


def test_a_call_that_waits_can_be_answered_in_the_successor(city, own_database, villages, merge):
    first, second, _ = villages
    round_ = Round(city)
    round_.register()
    round_.accept()
    person = on_duty(city, first, round_.village)
    ticket = round_.in_hand(round_.dispatcher)
    city.do(
        round_.dispatcher,
        express_ticket,
        ticket_id=ticket.id,
        to_unit_id=first.id,
        requirement="立即到场",
    )

    merge(first, into=second)

    with in_workspace(city.ref("chibi")):
        (call,) = DutyCall.objects.filter(is_echo=False)
        assert (call.unit_id, call.user_id, call.state) == (second.id, person.user_id, "waiting")
    city.do(again(city, person), acknowledge_express, assignment_id=call.assignment_id)
    with in_workspace(city.ref("xianning")):
        assert DutyCall.objects.get().state == "acknowledged"
    assert verify_custody().breaches == []


def test_a_unit_above_that_was_called_ends(city, own_database, other, merge):
    """It was called without a place in the case, and its successor sees what it could see."""
    round_ = Round(city)
    round_.register()
    round_.accept()
    ticket = round_.in_hand(round_.dispatcher)
    city.do(
        round_.dispatcher,
        express_ticket,
        ticket_id=ticket.id,
        to_unit_id=round_.village_unit.id,
        requirement="立即到场",
    )
    with admin_cursor(own_database) as cursor:  # as if nobody of the village had answered
        cursor.execute(
            "UPDATE chibi.duties_dutycall SET unit_id = %s, user_id = %s, climbed = 1",
            [str(round_.township_unit.id), str(round_.township.user_id)],
        )

    merge(round_.township_unit, into=other)

    with in_workspace(city.ref("chibi")):
        (call,) = DutyCall.objects.filter(is_echo=False)
        assert (call.unit_id, call.state) == (other.id, "waiting")
    person = again(city, round_.township)
    city.do(person, acknowledge_express, assignment_id=call.assignment_id)
    assert verify_custody().breaches == []


def test_reading_the_fact_again_changes_nothing(city, own_database, villages, merge, admin):
    from catalogue.services.carrying import carry_rules_over
    from duties.leaving import carry_rosters_over
    from signoffs.carrying import carry_policy_over

    first, second, _ = villages
    shift(city, first, city.actor(city.user_for(first.code), "chibi"), weekday=today().weekday())
    city.do(admin, set_sign_off_policy, unit_id=first.id)
    merge(first, into=second)
    payload = {"from_unit_id": str(first.id), "to_unit_id": str(second.id)}

    def state():
        with admin_cursor(own_database) as cursor:
            found = []
            for table in ("duties_dutyshift", "signoffs_signoffpolicy", "catalogue_cataloguerow"):
                cursor.execute(f"SELECT t::text FROM chibi.{table} t ORDER BY 1")
                found.append(cursor.fetchall())
            return found

    before = state()
    for handler in (carry_rules_over, carry_rosters_over, carry_policy_over):
        with in_workspace(city.ref("chibi")), transaction.atomic():
            handler(first.id, payload)
    assert state() == before
