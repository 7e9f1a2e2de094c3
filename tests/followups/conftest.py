import pytest

from tests.harness.cases import *  # noqa: F403 - fixtures


@pytest.fixture
def replied(round_):
    """The county has reported, the city has replied: 待回访."""
    round_.to_county().sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher)
    round_.reply()
    return round_
