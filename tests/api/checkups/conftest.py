from tests.api.tickets.conftest import person, walkers  # noqa: F401 - fixtures
from tests.attachments.conftest import media  # noqa: F401 - fixture
from tests.harness.cases import *  # noqa: F403 - fixtures
