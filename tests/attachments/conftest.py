import pytest

from tests.harness.cases import *  # noqa: F403 - fixtures


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    """A folder of its own for the files of each test."""
    folder = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "attachments": {
            **settings.STORAGES["attachments"],
            "OPTIONS": {**settings.STORAGES["attachments"]["OPTIONS"], "location": str(folder)},
        },
    }
    return folder
