import pytest

from tests.harness.rounds import Round


@pytest.fixture
def round_(city):
    return Round(city)
