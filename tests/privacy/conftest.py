"""A key file of its own for every test."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Settings) -> Path:
    settings.KEY_FILE = str(tmp_path / "keys.json")
    return tmp_path / "keys.json"
