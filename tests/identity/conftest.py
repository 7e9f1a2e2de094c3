from collections.abc import Callable, Iterator

import pytest

from kernel.clock import now
from people.models import SecondFactor, User
from people.services.second_factor import code_at, confirm_second_factor, enrol_second_factor
from tenancy.context import in_public
from tests.api.tickets.conftest import person, walkers  # noqa: F401 - fixtures
from tests.harness.api import PASSWORD
from tests.harness.cases import *  # noqa: F403 - fixtures


@pytest.fixture
def enrolled(database: str) -> Iterator[Callable[[str], None]]:
    """Give people a second factor until the end of the test."""
    names: list[str] = []

    def enrol(username: str) -> None:
        names.append(username)
        with in_public():
            user = User.objects.get(username=username)
            enrol_second_factor(user=user, password=PASSWORD)
            confirm_second_factor(user=user, code=code_at(user, now()))

    yield enrol
    with in_public():
        SecondFactor.objects.filter(user__username__in=names).delete()
