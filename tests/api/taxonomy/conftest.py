from tests.api.tickets.conftest import person  # noqa: F401 - fixture
from tests.taxonomy.conftest import city, database, unchanged  # noqa: F401 - fixtures
