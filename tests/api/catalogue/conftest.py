from tests.api.tickets.conftest import person, walkers  # noqa: F401 - fixtures
from tests.catalogue.conftest import *  # noqa: F403 - fixtures
