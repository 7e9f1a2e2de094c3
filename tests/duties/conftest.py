import pytest

from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.harness.databases import admin_cursor


@pytest.fixture(autouse=True)
def empty_rosters(database):
    """Each test begins without anybody on duty, and ends with no call that waits."""
    yield
    with admin_cursor(database) as cursor:
        for schema in ("xianning", "chibi", "xianan"):
            cursor.execute(f"DELETE FROM {schema}.duties_dutyshift")
            cursor.execute(f"DELETE FROM {schema}.duties_dutycontact")
            cursor.execute(f"DELETE FROM {schema}.duties_dutycall")
