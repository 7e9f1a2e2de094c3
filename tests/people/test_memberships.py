"""任职: a role in a unit, and the grants that follow it."""

from datetime import timedelta

import pytest

from hierarchy.errors import UnitError
from hierarchy.models import today
from hierarchy.selectors import children_of
from hierarchy.services.closing import close_unit
from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import Membership, UnitGroupPermission, UserGroup
from people.roles import ROLES, Role
from people.selectors import actor_for, memberships_of, workspaces_of
from people.services.grants import align_role_grants
from people.services.memberships import (
    end_membership,
    grant_membership,
    keep_all_in_step,
)
from tenancy.context import workspace_ref

CHIBI, PUQI = "421281", "421281001"
DAY = timedelta(days=1)


def held(user, unit):
    actor = actor_for(user, None)
    return actor.grants.get(unit.id, frozenset())


def test_grants_what_the_role_says_for_that_unit_alone(person, unit):
    user, chibi = person(), unit(CHIBI)

    membership = grant_membership(user=user, unit=chibi, role=Role.DISPATCHER)

    assert membership.group.name == "421281:dispatcher"
    assert actor_for(user, None).grants == {chibi.id: ROLES[Role.DISPATCHER]}
    assert held(user, unit(PUQI)) == frozenset()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_be_held(person, unit, role):
    user = person()
    grant_membership(user=user, unit=unit(CHIBI), role=role)

    actor = actor_for(user, workspace_ref("chibi"))

    assert actor is not None
    assert actor.grants == {unit(CHIBI).id: ROLES[role]}


def test_roles_in_one_unit_add_up(person, unit):
    user = person()
    for role in (Role.HANDLER, Role.LEADER):
        grant_membership(user=user, unit=unit(PUQI), role=role)

    assert held(user, unit(PUQI)) == ROLES[Role.HANDLER] | ROLES[Role.LEADER]


def test_granting_again_changes_nothing(person, unit, states):
    user = person()
    first = grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER)
    before = states()

    assert grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER) == first
    assert states() == before


def test_end_takes_the_grants_of_that_role_only(person, unit):
    user = person()
    handler = grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER)
    grant_membership(user=user, unit=unit(CHIBI), role=Role.SUPERVISOR)

    end_membership(membership_id=handler.id)

    assert actor_for(user, None).grants == {unit(CHIBI).id: ROLES[Role.SUPERVISOR]}
    assert UserGroup.objects.filter(user=user).count() == 1
    assert Membership.objects.filter(user=user).count() == 2


def test_somebody_can_come_back(person, unit):
    user = person()
    first = grant_membership(
        user=user, unit=unit(PUQI), role=Role.HANDLER, valid_from=today() - 9 * DAY
    )
    end_membership(membership_id=first.id, on=today() - 3 * DAY)

    second = grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER)

    assert second != first
    assert held(user, unit(PUQI)) == ROLES[Role.HANDLER]


def test_future_membership_grants_nothing_until_it_begins(person, unit, time_machine_at):
    user = person()
    grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER, valid_from=today() + DAY)

    assert actor_for(user, workspace_ref("chibi")) is None
    with time_machine_at(today() + DAY):
        assert keep_all_in_step() == 1
        assert held(user, unit(PUQI)) == ROLES[Role.HANDLER]
        assert keep_all_in_step() == 0


def test_ended_membership_grants_nothing_even_before_the_night(person, unit, time_machine_at):
    user = person()
    grant_membership(user=user, unit=unit(PUQI), role=Role.HANDLER, valid_to=today() + DAY)

    with time_machine_at(today() + DAY):
        assert UserGroup.objects.filter(user=user).exists()
        assert actor_for(user, workspace_ref("chibi")) is None
        assert keep_all_in_step() == 1
        assert not UserGroup.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.AGENT, Role.DISPATCHER), (Role.HANDLER, Role.OUTSOURCER), (Role.EVALUATOR, Role.LEADER)],
)
def test_outsourced_people_get_no_deciding_role(person, unit, states, first, second):
    user = person()
    grant_membership(user=user, unit=unit(CHIBI), role=first)
    before = states()

    with pytest.raises(DomainError) as refusal:
        grant_membership(user=user, unit=unit(PUQI), role=second)

    assert refusal.value.code is PeopleError.ROLES_CONFLICT
    assert states() == before


def test_refuses_closed_unit_and_reversed_dates(person, unit, states):
    user, village = person(), children_of(unit(PUQI).id)[0]
    village = close_unit(unit_id=village.id, reason="合村并居")
    before = states()

    for arguments, code in (
        ({"unit": village}, UnitError.UNIT_CLOSED),
        ({"unit": unit(PUQI), "valid_to": today()}, PeopleError.DATES_OUT_OF_ORDER),
    ):
        with pytest.raises(DomainError) as refusal:
            grant_membership(user=user, role=Role.HANDLER, **arguments)
        assert refusal.value.code is code
    assert states() == before


def test_cannot_end_twice_or_before_it_began(person, unit, states):
    membership = grant_membership(user=person(), unit=unit(PUQI), role=Role.HANDLER)

    with pytest.raises(DomainError) as refusal:
        end_membership(membership_id=membership.id, on=today() - DAY)
    assert refusal.value.code is PeopleError.DATES_OUT_OF_ORDER

    end_membership(membership_id=membership.id)
    before = states()
    with pytest.raises(DomainError) as refusal:
        end_membership(membership_id=membership.id)
    assert refusal.value.code is PeopleError.MEMBERSHIP_ENDED
    assert states() == before


def test_disabled_person_may_nothing(person, unit):
    user = person(is_active=False)
    grant_membership(user=user, unit=unit(CHIBI), role=Role.MANAGER)

    assert actor_for(user, None) is None
    assert workspaces_of(user) == []


def test_several_memberships_open_several_workspaces(person, unit):
    user = person()
    for code in ("421281", "421200"):
        grant_membership(user=user, unit=unit(code), role=Role.DISPATCHER)

    assert [each.slug for each in workspaces_of(user)] == ["xianning", "chibi"]
    assert [each.unit.code for each in memberships_of(user)] == ["421200", "421281"]
    assert [each.unit.code for each in memberships_of(user, workspace_ref("chibi"))] == ["421281"]
    assert actor_for(user, workspace_ref("xianan")) is None


def test_align_repairs_what_differs_from_the_table(person, unit):
    user = person()
    grant_membership(user=user, unit=unit(CHIBI), role=Role.AGENT)
    grants = UnitGroupPermission.objects.filter(group__name="421281:agent")
    grants.filter(permission__codename="read").delete()
    stray = grants.get()
    stray.permission = type(stray.permission).objects.get(codename="administer")
    stray.save(update_fields=["permission"])

    assert align_role_grants() == 3
    assert held(user, unit(CHIBI)) == ROLES[Role.AGENT]
    assert align_role_grants() == 0
