"""What an actor may is what guardian says, for any mixture of memberships."""

import random

import pytest
from guardian.shortcuts import get_objects_for_user, get_perms

from hierarchy.models import PERMISSIONS, Unit
from kernel.errors import DomainError
from people.models import User
from people.roles import Role
from people.selectors import actor_for
from people.services.memberships import end_membership, grant_membership
from tenancy.context import in_workspace, workspace_refs


def _random_life(user, units, chance):
    """Grants and endings in any order; refused ones simply do not happen."""
    held = []
    for _ in range(chance.randint(0, 6)):
        if held and chance.random() < 0.25:
            end_membership(membership_id=held.pop(chance.randrange(len(held))).id)
            continue
        try:
            held.append(
                grant_membership(
                    user=user, unit=chance.choice(units), role=chance.choice(list(Role))
                )
            )
        except DomainError:
            continue
        held = list({membership.id: membership for membership in held}.values())


@pytest.mark.parametrize("seed", range(20))
def test_actor_equals_guardian(person, unit, seed):
    chance = random.Random(seed)
    units = [unit(code) for code in ("421200", "421281", "421281001", "421202", "421281-D01")]
    user = person()
    _random_life(user, units, chance)
    user = User.objects.get(pk=user.pk)

    actor = actor_for(user, None)

    for codename in PERMISSIONS:
        theirs = get_objects_for_user(user, f"hierarchy.{codename}", Unit)
        assert set(theirs.values_list("id", flat=True)) == actor.units_with(codename)
    for each in units:
        assert {codename for codename in PERMISSIONS if actor.may(codename, each.id)} == {
            codename for codename in PERMISSIONS if user.has_perm(f"hierarchy.{codename}", each)
        }
        assert set(get_perms(user, each)) == actor.grants.get(each.id, frozenset())
    for ref in workspace_refs():
        here = actor_for(user, ref)
        inside = {each.id for each in units if each.workspace_id == ref.id}
        expected = {key: value for key, value in actor.grants.items() if key in inside}
        assert (here.grants if here else {}) == expected


def test_nobody_holds_a_permission_everywhere(city):
    user = User.objects.get(username="city.manager")

    assert [codename for codename in PERMISSIONS if user.has_perm(f"hierarchy.{codename}")] == []
    assert not user.is_superuser


def test_actor_takes_four_queries_whatever_their_memberships(city, django_assert_num_queries):
    user, ref = User.objects.get(username="duo.dispatcher"), city.ref("chibi")

    with django_assert_num_queries(4):
        actor = actor_for(user, ref)

    codes = ("421200", "421281")
    assert actor.belongs_under == {city.unit(code).id for code in codes}


def test_staff_of_a_village_belong_under_every_unit_above_it(city):
    township, village = city.walkthrough_units()
    actor = city.actor(city.user_for(village.code), "chibi")

    above = (city.unit("421200"), city.unit("421281"), township, village)
    assert actor.belongs_under == {unit.id for unit in above}


def test_actor_is_plain_and_works_anywhere(city):
    actor = city.actor("chibi.dispatcher")
    chibi, xianan = city.unit("421281").id, city.unit("421202").id

    with in_workspace(actor.workspace):
        assert actor.may("dispatch", chibi)
        assert not actor.may("dispatch", xianan)
        assert not actor.may("administer", chibi)
        assert actor.unit_ids() == {chibi}
