"""人员调动: posts end and begin; what hangs on the person goes to a named successor."""

from datetime import timedelta

import pytest

from duties.models import DutyShift
from duties.selectors import who_is_on_duty
from intake.models import Draft
from intake.services.drafting import save_draft
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from onboarding.services.moving import move_member, plan_move
from people.models import Membership, UnitContact, User
from people.roles import Role
from people.selectors import actor_for
from people.services.memberships import grant_membership
from tenancy.context import in_public, in_workspace
from tests.duties.rosters import on_duty
from tests.harness.rounds import Round
from tests.onboarding.sheets import everything
from yihao.verification.verifying import verify_custody

REASON = "岗位调整"


@pytest.fixture
def admin(own_database, city):
    return city.actor("city.administrator")


@pytest.fixture
def mover(own_database, city):
    """Who handles for the first township, and names of the places they go to."""
    township, village = city.walkthrough_units()
    with in_public():
        user = User.objects.get(username=city.user_for(township.code))
    return user, township, village


@pytest.fixture
def colleague(city, mover):
    _, township, _ = mover
    with in_public():
        user = User.objects.create_user(username="colleague", name="接手人")
        grant_membership(user=user, unit=township, role=Role.HANDLER)
    return user


def units_of(user):
    found = Membership.objects.in_force().filter(user=user)
    return sorted(found.values_list("unit__code", "role"))


def test_open_work_stays_and_the_rest_goes_to_the_successor(city, admin, mover, colleague):
    user, township, village = mover
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, township)
    round_.sign(round_.township)
    city.do(round_.township, save_draft, draft_id=uuid7(), content="{}", unit_id=township.id)

    move = city.do(
        admin,
        move_member,
        user_id=user.id,
        from_unit_id=township.id,
        to_unit_id=village.id,
        successor_id=colleague.id,
        reason=REASON,
    )

    assert (move.handed_over, move.done) == ({"对口承办人": 1, "未完成的登记": 1}, True)
    with in_public():
        assert units_of(user) == [(village.code, "handler")]
        named = UnitContact.objects.get(unit=township, valid_to=None)
        assert (named.user_id, named.duty) == (colleague.id, "handler")
        after = actor_for(user, township.workspace and round_.township.workspace)
    assert set(after.grants) == {village.id}
    with in_workspace(round_.township.workspace):
        assert list(Draft.objects.values_list("owner_id", flat=True)) == [colleague.id]
    assert round_.case().holder_unit_id == township.id
    assert verify_custody().breaches == []
    # The unit goes on through the successor.
    round_.township = city.actor("colleague", "chibi")
    round_.report(round_.township)
    assert round_.case().holder_unit_id == round_.county_unit.id


def test_without_a_successor_it_says_what_hangs_on_the_person(city, admin, mover, own_database):
    user, township, village = mover
    before = everything(own_database)
    moving = {"user_id": user.id, "from_unit_id": township.id, "to_unit_id": village.id}

    planned = city.do(admin, plan_move, **moving)
    with pytest.raises(DomainError) as refused:
        city.do(admin, move_member, reason=REASON, **moving)

    assert (planned.handed_over, planned.roles, planned.done) == (
        {"对口承办人": 1},
        [Role.HANDLER],
        False,
    )
    assert (refused.value.code, refused.value.field) == ("SUCCESSOR_REQUIRED", "successorId")
    assert refused.value.message == (
        f"{user.name}在{township.name}还有对口承办人 1 项，请指定接手人"
    )
    assert everything(own_database) == before


def test_who_may_not_and_what_cannot_be(city, admin, mover, colleague, own_database):
    user, township, village = mover
    with in_public():
        outsider = User.objects.get(username="city.agent")
    before = everything(own_database)

    def refusal(actor=admin, **more):
        arguments = {
            "user_id": user.id,
            "from_unit_id": township.id,
            "to_unit_id": village.id,
            "successor_id": colleague.id,
            "reason": REASON,
        } | more
        with pytest.raises((DomainError, PermissionDenied)) as refused:
            city.do(actor, move_member, **arguments)
        return getattr(refused.value, "code", None), getattr(refused.value, "field", None)

    assert refusal(city.actor("chibi.dispatcher")) == (None, None)
    assert refusal(city.actor("city.manager")) == (None, None)
    assert refusal(user_id=uuid7()) == (None, None)
    assert refusal(to_unit_id=uuid7()) == (None, None)
    assert refusal(user_id=outsider.id) == ("NOT_A_MEMBER", "fromUnitId")
    assert refusal(to_unit_id=township.id) == ("NOT_A_MEMBER", "toUnitId")
    for unsuitable in (user, outsider):
        assert refusal(successor_id=unsuitable.id) == ("SUCCESSOR_UNSUITABLE", "successorId")
    assert refusal(reason=" ") == ("EMPTY", "reason")
    assert everything(own_database) == before


def test_a_conflict_of_roles_is_found_before_anything_is_handed_over(
    city, admin, mover, colleague, own_database
):
    user, township, village = mover
    actor = city.actor(user.username, "chibi")
    city.do(actor, save_draft, draft_id=uuid7(), content="{}", unit_id=township.id)
    with in_public():
        grant_membership(user=user, unit=village, role=Role.LEADER)

    with pytest.raises(DomainError) as refused:
        city.do(
            admin,
            move_member,
            user_id=user.id,
            from_unit_id=township.id,
            to_unit_id=village.id,
            role=Role.AGENT,
            successor_id=colleague.id,
            reason=REASON,
        )

    assert refused.value.code == "ROLES_CONFLICT"
    with in_workspace(actor.workspace):
        assert Draft.objects.get().owner_id == user.id
    with in_public():
        assert (township.code, "handler") in units_of(user)


def test_their_shifts_go_to_the_successor(city, admin, mover, colleague):
    user, township, village = mover
    actor = on_duty(city, township, city.actor(user.username, "chibi"), phone="13900000009")
    moving = {"user_id": user.id, "from_unit_id": township.id, "to_unit_id": village.id}
    assert city.do(admin, plan_move, **moving).handed_over == {"对口承办人": 1, "值班": 7}

    city.do(admin, move_member, successor_id=colleague.id, reason=REASON, **moving)

    with in_workspace(actor.workspace):
        held = DutyShift.objects.filter(removed_at=None, valid_to=None)
        assert set(held.values_list("unit", "user", "weekday", "written_by")) == {
            (township.id, colleague.id, day, admin.user_id) for day in range(7)
        }
        on_now = who_is_on_duty(township.id, now() + timedelta(days=1))
        assert [each.name for each in on_now] == [colleague.name]
