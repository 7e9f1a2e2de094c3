from tests.attachments.conftest import media  # noqa: F401 - fixture
from tests.harness.cases import *  # noqa: F403 - fixtures
