from tests.api.tickets.conftest import *  # noqa: F403 - fixtures
