"""The table of roles."""

import pytest

from hierarchy.models import PERMISSIONS, Unit
from people.roles import DECIDING, OUTSOURCED, ROLES, Role, decides


def test_every_role_has_its_row():
    assert set(ROLES) == set(Role)


def test_roles_grant_only_known_permissions():
    assert frozenset().union(*ROLES.values()) <= set(PERMISSIONS)
    assert [codename for codename, _ in Unit._meta.permissions] == list(PERMISSIONS)


@pytest.mark.parametrize("role", sorted(OUTSOURCED))
def test_outsourced_roles_never_dispatch_review_or_decide(role):
    assert ROLES[role] & DECIDING == frozenset()
    assert not decides(role)


def test_nobody_but_the_centre_follows_up():
    assert {role for role in Role if "follow_up" in ROLES[role]} == {Role.MANAGER, Role.DISPATCHER}


def test_only_an_administrator_administers():
    assert {role for role in Role if "administer" in ROLES[role]} == {Role.ADMINISTRATOR}
