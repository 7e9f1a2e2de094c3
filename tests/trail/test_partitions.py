"""Years ahead: every upgrade prepares the next partitions, and may be run again."""

from datetime import UTC, datetime

import pytest
import time_machine
import uuid6
from django.db import connection

from tenancy.context import WorkspaceRef, in_workspace
from tenancy.owner import as_owner
from tenancy.partitions import keep_partitions_ahead
from tests.harness.city import workspace
from trail.models import TrailEntry
from trail.recording import record

TABLES = ("tickets_ticketevent", "trail_trailentry")
PARTITIONS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relispartition AND c.relkind = 'r' ORDER BY c.relname
"""


def _partitions(ref: WorkspaceRef, table: str) -> list[str]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(PARTITIONS, [ref.schema])
        found = [row[0] for row in cursor.fetchall()]
    return [name.removeprefix(f"{table}_") for name in found if name.startswith(f"{table}_")]


def _upgrade(ref: WorkspaceRef, *, year: int) -> None:
    with time_machine.travel(datetime(year, 3, 1, tzinfo=UTC)), as_owner():
        connection.set_schema(ref.schema)  # type: ignore[attr-defined]
        keep_partitions_ahead(ref)


@pytest.mark.usefixtures("own_database")
def test_an_upgrade_prepares_this_year_and_two_more() -> None:
    chibi = workspace("chibi")
    for table in TABLES:
        assert _partitions(chibi, table) == ["default", "y2026", "y2027", "y2028"]

    for _ in range(2):
        _upgrade(chibi, year=2028)

    for table in TABLES:
        assert _partitions(chibi, table)[-2:] == ["y2029", "y2030"]
    assert "y2029" not in _partitions(workspace("xianan"), TABLES[0])


@pytest.mark.usefixtures("own_database")
def test_a_year_that_has_begun_without_one_stays_in_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uuid6, "_last_v7_timestamp", None)
    chibi = workspace("chibi")
    with time_machine.travel(datetime(2030, 1, 5, tzinfo=UTC)), in_workspace(chibi):
        record(actor_id=None, actor_name="", verb="test", object_kind="test", object_id=None)

    _upgrade(chibi, year=2030)

    names = _partitions(chibi, "trail_trailentry")
    assert "y2030" not in names
    assert names[-2:] == ["y2031", "y2032"]
    with in_workspace(chibi):
        assert TrailEntry.objects.count() == 1
