from tests.harness.cases import *  # noqa: F403 - fixtures
