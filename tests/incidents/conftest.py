import pytest

from tests.api.tickets.conftest import person  # noqa: F401 - a fixture
from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.incidents.events import Events


@pytest.fixture(scope="module")
def events(city) -> Events:
    return Events(city)


@pytest.fixture
def incident(events):
    """A burst main in a township of 咸安, told to nobody yet."""
    return events.open()
