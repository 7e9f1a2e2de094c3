"""People seen from inside a workspace: names, never passwords or sessions."""

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError
from guardian.shortcuts import assign_perm

from people.models import Membership, UnitGroupPermission, User, UserGroup
from people.selectors import names_of
from tenancy.context import in_workspace


def test_names_of_people_elsewhere(city):
    user = User.objects.get(username="city.dispatcher")

    with in_workspace(city.ref("chibi")):
        assert names_of([user.id]) == {user.id: user.name}
        assert User.objects.filter(username="city.dispatcher", is_active=True).exists()
        roles = Membership.objects.filter(unit__code="421281").values_list("role", flat=True)
        assert sorted(roles) == ["dispatcher", "dispatcher", "leader"]


@pytest.mark.parametrize(
    "look",
    [
        lambda: list(User.objects.values_list("password")),
        lambda: list(User.objects.all()),
        lambda: list(Session.objects.all()),
        lambda: list(UserGroup.objects.all()),
        lambda: list(UnitGroupPermission.objects.all()),
        lambda: User.objects.update(name="别人"),
        lambda: Membership.objects.update(role="manager"),
    ],
    ids=["password", "whole user", "session", "groups", "grants", "rename", "promote"],
)
def test_the_rest_is_closed(city, look):
    with (
        in_workspace(city.ref("chibi")),
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        look()


def test_public_cannot_write_grants_to_one_person(city):
    user, unit = User.objects.get(username="city.agent"), city.unit("421281")

    with pytest.raises(ProgrammingError, match="permission denied"):
        assign_perm("hierarchy.administer", user, unit)
