from datetime import datetime, time
from itertools import count

import pytest
from django.db import transaction

from hierarchy.models import Unit
from hierarchy.selectors import unit_by_code
from kernel.clock import LOCAL
from people.models import User

numbers = count(1)


@pytest.fixture
def unit(database):
    """Units of the demo city by code; whatever the test changes is taken back."""

    def by_code(code: str) -> Unit:
        found = unit_by_code(code)
        assert found is not None, code
        return found

    with transaction.atomic():
        yield by_code
        transaction.set_rollback(True)


@pytest.fixture
def person(unit):
    """New people without any membership."""

    def make(**fields) -> User:
        number = next(numbers)
        return User.objects.create_user(username=f"person{number}", name="某人", **fields)

    return make


@pytest.fixture
def states():
    """What could have changed: memberships, groups and the grants of groups."""
    from people.models import Membership, UnitGroupPermission, UserGroup

    def look() -> list[tuple[object, ...]]:
        return [
            *Membership.objects.order_by("id").values_list("id", "role", "valid_to"),
            *UserGroup.objects.order_by("id").values_list("user_id", "group_id"),
            *UnitGroupPermission.objects.order_by("id").values_list("group_id", "permission_id"),
        ]

    return look


@pytest.fixture
def time_machine_at():
    """Noon of another day."""
    import time_machine

    return lambda day: time_machine.travel(datetime.combine(day, time(12), LOCAL), tick=False)
