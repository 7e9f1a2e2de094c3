import json

import pytest

from kernel.ids import uuid7
from tests.api.tickets.conftest import person  # noqa: F401 - a fixture
from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.intake.seats import Seats


@pytest.fixture(scope="module")
def seats(city) -> Seats:
    return Seats(city)


@pytest.fixture
def draft(seats):
    """A new draft of an agent, in the city's hotline office."""
    return seats.save(seats.first, uuid7(), json.dumps({"title": "路灯不亮"}))
