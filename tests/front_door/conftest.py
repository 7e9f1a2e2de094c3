"""Houses that are certainly empty when a test is over."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.front_door.houses import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for a whole file: made once, started and stopped by its tests."""
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    _clear(house)


@pytest.fixture
def new_house(tmp_path: Path) -> Iterator[House]:
    """An empty house."""
    house = House(tmp_path / "home")
    yield house
    _clear(house)


def _clear(house: House) -> None:
    if house.supervisor is not None and house.supervisor.poll() is None:
        house.stop()
    for line in house.processes():
        psutil.Process(int(line.split()[0])).kill()
