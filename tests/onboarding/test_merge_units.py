"""合村并居 with open tickets: one action, nothing orphaned, the chain of custody whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custody.models import CaseState, Handoff
from hierarchy.models import Unit, UnitSuccession, today
from hierarchy.selectors import successor_of
from kernel.errors import DomainError, PermissionDenied
from onboarding.services.merging import (
    NewUnit,
    all_successions,
    finish_succession,
    merge_units,
    plan_merger,
)
from onboarding.tasks import finish_successions
from people.actor import PLATFORM_NAME
from people.models import Membership, UnitContact
from tenancy.context import in_public, in_workspace
from tests.harness.rounds import Round
from tests.onboarding.sheets import everything
from tickets.models import Assignment, Participant, Ticket, TicketEvent
from tickets.services.giving import delegate_ticket
from yihao.verification.verifying import verify_custody

REASON = "合村并居"


def handler(city, unit):
    return city.actor(city.user_for(unit.code), "chibi")


def in_village(city, *, signed=True):
    round_ = Round(city).to_village()
    if signed:
        round_.sign(round_.village)
    return round_


def chain(round_):
    with in_workspace(round_.dispatcher.workspace):
        found = Handoff.objects.filter(case__number=round_.number).order_by("seq")
        return [(each.kind, each.from_unit_id, each.to_unit_id) for each in found]


def intact():
    assert verify_custody().breaches == []


def test_a_case_in_the_hands_of_an_ended_village_goes_on_in_the_other(city, admin, villages):
    first, second, _ = villages
    round_ = in_village(city, signed=False)
    due = round_.case().due_at

    merger = city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    (moving,) = merger.moving
    assert (moving.unit.id, moving.open_cases, moving.in_hand, moving.people) == (first.id, 1, 1, 1)
    case = round_.case()
    assert (case.holder_unit_id, case.state, case.due_at) == (second.id, "received", due)
    assert chain(round_)[-1] == ("succession", first.id, second.id)
    intact()
    # Whoever handled it goes on with it, now in the other village; then it goes its way up.
    round_.village = city.actor(city_user(first), "chibi")
    round_.back_to_city()
    round_.reply()
    round_.follow_up()
    round_.archive()
    assert chain(round_)[-3][0] == "report"
    intact()
    with in_workspace(admin.workspace):
        told = TicketEvent.objects.get(verb="succeed", ticket__number=round_.number)
        assert (told.unit_id, told.to_unit_id, told.actor_name, told.note) == (
            first.id,
            second.id,
            "县管理员",
            f"{first.name}撤并，由{second.name}承接",
        )


def city_user(unit):
    """Who used to work in a unit that ended."""
    with in_public():
        return Membership.objects.filter(unit=unit).values_list("user__username", flat=True)[0]


WAYS = {
    "waits to be signed": (lambda r: None, "received"),
    "is handled": (lambda r: r.sign(r.village), "handling"),
    "was returned": (lambda r: r.hand_back(r.village), "adjudicating"),
    "was reported": (lambda r: (r.sign(r.village), r.report(r.village)), "reviewing"),
    "was reported and sent back": (
        lambda r: (r.sign(r.village), r.report(r.village), r.review(r.township, accepted=False)),
        "handling",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_wherever_the_case_stands(city, admin, villages, way):
    first, second, township = villages
    go, state = WAYS[way]
    round_ = Round(city).to_village()
    go(round_)
    links = len(chain(round_))

    city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    held = state in {"received", "handling"}
    assert (round_.case().state, len(chain(round_))) == (state, links + held)
    intact()
    with in_workspace(admin.workspace):
        names = set(Assignment.objects.filter(ended_at=None).values_list("to_unit", "from_unit"))
        assert first.id not in {unit for pair in names for unit in pair}
    # And on it goes: the township decides, the other village works.
    round_.village = city.actor(city_user(first), "chibi")
    if state == "adjudicating":
        round_.adjudicate(round_.township, upheld=False)
        assert round_.case().holder_unit_id == second.id
    if state == "reviewing":
        round_.review(round_.township, accepted=False)
        assert round_.case().holder_unit_id == second.id
    if state == "received":
        round_.sign(round_.village)
    round_.report(round_.village)
    assert round_.case().holder_unit_id == township.id
    intact()


def test_a_township_that_waits_ends_and_its_villages_come_along(city, admin, villages):
    first, _, township = villages
    with in_public():
        other = Unit.objects.filter(
            parent=township.parent, kind="township", valid_to=None, is_statistical=False
        ).exclude(pk=township.pk)[0]
    round_ = in_village(city)
    user = city.user_for(township.code)

    city.do(admin, merge_units, unit_ids=[township.id], into_unit_id=other.id, reason=REASON)

    assert round_.case().holder_unit_id == first.id
    assert city.unit(first.code).parent_id == other.id
    intact()
    round_.report(round_.village)
    assert round_.case().holder_unit_id == other.id
    round_.township = city.actor(user, "chibi")
    round_.review(round_.township)
    round_.report(round_.township)
    intact()


def test_the_accepting_village_itself_ends(city, admin, villages):
    """自采上报: the village registered it; its copy is the origin."""
    first, second, _ = villages
    round_ = Round(city)
    round_.register(round_.village)
    round_.accept(round_.village)

    city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    assert round_.case().holder_unit_id == second.id
    intact()
    actor = city.actor(city_user(first), "chibi")
    round_.escalate(actor)
    intact()


def test_two_villages_become_a_new_one(city, admin, villages):
    first, second, township = villages
    one, two = in_village(city), Round(city).to_county()
    two.sign(two.county)
    two.delegate(two.county, township)
    two.sign(two.township)
    two.delegate(two.township, second)
    new = NewUnit(f"{township.code}399", "新合村")

    dry = city.do(admin, plan_merger, unit_ids=[first.id, second.id], new_unit=new)
    assert [(each.unit.id, each.open_cases) for each in dry.moving] == [
        (first.id, 1),
        (second.id, 1),
    ]
    assert (dry.into, dry.into_name, dry.done) == (None, "新合村", False)
    merger = city.do(
        admin, merge_units, unit_ids=[first.id, second.id], new_unit=new, reason=REASON
    )

    assert (merger.into.parent_id, merger.into.workspace_id) == (township.id, first.workspace_id)
    assert {one.case().holder_unit_id, two.case().holder_unit_id} == {merger.into.id}
    with in_public():
        assert {each.pk for each in (successor_of(first), successor_of(second))} == {merger.into.id}
        named = UnitContact.objects.get(unit=merger.into, valid_to=None)
        assert (named.duty, named.user.username) == ("handler", city_user(first))
        assert Membership.objects.in_force().filter(unit=merger.into).count() == 2
        assert not Membership.objects.in_force().filter(unit__in=[first, second]).exists()
        closed = Unit.objects.filter(pk__in=[first.id, second.id])
        assert set(closed.values_list("valid_to", flat=True)) == {today()}
    intact()


def test_closed_cases_keep_the_old_name(city, admin, villages):
    first, second, _ = villages
    round_ = in_village(city, signed=False).back_to_city()
    round_.reply()
    round_.follow_up()
    round_.archive()
    before = chain(round_)

    city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    assert chain(round_) == before
    with in_workspace(admin.workspace):
        assert Assignment.objects.filter(to_unit=first.id).count() == 1
        assert not Participant.objects.filter(unit=second.id).exists()
    intact()


def test_a_dry_run_says_what_moves_and_writes_nothing(city, admin, villages, own_database):
    first, second, _ = villages
    in_village(city)
    before = everything(own_database)

    planned = city.do(admin, plan_merger, unit_ids=[first.id], into_unit_id=second.id)

    assert [(each.open_cases, each.in_hand, each.people) for each in planned.moving] == [(1, 1, 1)]
    assert (planned.into.id, planned.done) == (second.id, False)
    assert everything(own_database) == before


def test_who_may_not_and_what_cannot_be(city, admin, villages, own_database):
    first, second, township = villages
    before = everything(own_database)

    def refusal(actor=admin, **arguments):
        with pytest.raises(DomainError) as refused:
            city.do(actor, merge_units, reason=REASON, **arguments)
        return refused.value.code, refused.value.field

    elsewhere = city.unit("421221")
    for actor, ids in (
        (city.actor("chibi.dispatcher"), [first.id]),
        (handler(city, first), [first.id]),
        (admin, [elsewhere.id]),
        (admin, [first.id, elsewhere.id]),
    ):
        with pytest.raises(PermissionDenied):
            city.do(actor, merge_units, unit_ids=ids, into_unit_id=second.id, reason=REASON)
    assert refusal(unit_ids=[first.id]) == ("SUCCESSOR_REQUIRED", "intoUnitId")
    assert refusal(unit_ids=[first.id], into_unit_id=first.id) == ("UNIT_UNCHANGED", "unitIds")
    assert refusal(unit_ids=[first.id], into_unit_id=township.id) == (
        "UNIT_WRONG_LEVEL",
        "intoUnitId",
    )
    assert refusal(unit_ids=[township.id], into_unit_id=first.id) == (
        "UNIT_UNDER_ITSELF",
        "intoUnitId",
    )
    assert refusal(unit_ids=[first.parent.parent_id], into_unit_id=first.id) == (
        "UNIT_IS_ROOT",
        "unitIds",
    )
    taken = NewUnit(second.code, "新村")
    assert refusal(unit_ids=[first.id, second.id], new_unit=taken) == (
        "UNIT_CODE_TAKEN",
        "newUnit.code",
    )
    short = NewUnit("4212", "新村")
    assert refusal(unit_ids=[first.id, second.id], new_unit=short) == (
        "UNIT_CODE_TAKEN",
        "newUnit.code",
    )
    assert everything(own_database) == before


def test_a_run_that_broke_off_is_finished_by_the_sweep(city, admin, villages, monkeypatch):
    first, second, _ = villages
    rounds = [in_village(city), in_village(city, signed=False)]
    broken = "onboarding.services.merging.finish_succession"

    def stop(**_):
        raise ConnectionError

    with monkeypatch.context() as patched, pytest.raises(ConnectionError):
        patched.setattr(broken, stop)
        city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)
    # The unit is closed and nothing new reaches it; its cases wait, whole.
    intact()
    assert {each.case().holder_unit_id for each in rounds} == {first.id}
    with in_public():
        assert UnitSuccession.objects.get().finished_at is None
        assert finish_successions() == 2
        assert finish_successions() == 0
    assert {each.case().holder_unit_id for each in rounds} == {second.id}
    intact()


def test_what_comes_to_an_ended_unit_later_is_carried_over(city, admin, villages):
    """A case reopened or sent back to a unit that no longer is."""
    first, second, township = villages
    round_ = Round(city)
    round_.to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, township)
    round_.sign(round_.township)
    with in_public():
        UnitSuccession.objects.create(unit=first, successor=second, day=today(), reason=REASON)
    round_.delegate(round_.township, first)  # it was open a moment ago
    (succession,) = all_successions()

    assert finish_succession(succession=succession) == 1
    assert round_.case().holder_unit_id == second.id
    with in_workspace(admin.workspace):
        told = TicketEvent.objects.get(verb="succeed")
        assert (told.actor_id, told.actor_name) == (None, PLATFORM_NAME)
    intact()


def test_nothing_new_is_given_to_an_ended_unit(city, admin, villages):
    first, second, township = villages
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, township)
    round_.sign(round_.township)
    city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    with pytest.raises(DomainError) as refused:
        city.do(
            round_.township,
            delegate_ticket,
            ticket_id=round_.in_hand(round_.township).id,
            to_unit_id=first.id,
        )
    assert refused.value.code == "UNIT_CLOSED"


STRETCHES = st.lists(
    st.sampled_from(["village", "signed", "reported", "returned", "origin"]), max_size=4
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(stretches=STRETCHES)
def test_whatever_is_open_nothing_is_orphaned(city, admin, villages, stretches):
    first, second, _ = villages
    with in_public():
        if Unit.objects.get(pk=first.pk).valid_to is not None:
            return
    for stretch in stretches:
        round_ = Round(city)
        if stretch == "origin":
            round_.register(round_.village)
            continue
        round_.to_village()
        if stretch == "returned":
            round_.hand_back(round_.village)
        elif stretch != "village":
            round_.sign(round_.village)
        if stretch == "reported":
            round_.report(round_.village)
    city.do(admin, merge_units, unit_ids=[first.id], into_unit_id=second.id, reason=REASON)

    intact()
    with in_workspace(admin.workspace):
        assert not CaseState.objects.filter(holder_unit=first.id).exists()
        assert not Ticket.objects.filter(holder_unit=first.id).exists()
