"""The trail: written by everybody, changed by nobody, read by object and time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
import uuid6
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from kernel.ids import uuid7
from kernel.partitions import year_bounds
from telemetry.request import CurrentRequest, address_of, answering
from tenancy import roles
from tenancy.backend.base import Standing
from tenancy.context import in_workspace, standing
from tests.harness.city import City
from trail.models import TrailEntry
from trail.recording import record
from trail.selectors import entries_about, entries_by

TICKET, PERSON = uuid7(), uuid7()


@pytest.fixture
def fresh_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys never go back in time within a process; let those of this test do so."""
    monkeypatch.setattr(uuid6, "_last_v7_timestamp", None)


def _record(verb: str = "ticket.read", object_id: UUID = TICKET) -> None:
    record(
        actor_id=PERSON,
        actor_name="李四",
        verb=verb,
        object_kind="ticket",
        object_id=object_id,
    )


def test_says_who_did_what_in_which_request(city: City) -> None:
    request = CurrentRequest(str(uuid7()), "10.0.0.7")
    with in_workspace(city.ref("chibi")), answering(request):
        _record()

        entry = TrailEntry.objects.get()

    assert (entry.actor_id, entry.actor_name) == (PERSON, "李四")
    assert (entry.verb, entry.object_kind, entry.object_id) == ("ticket.read", "ticket", TICKET)
    assert (entry.request_id, entry.address) == (request.id, "10.0.0.7")


def test_outside_of_a_request_both_are_empty(city: City) -> None:
    with in_workspace(city.ref("chibi")):
        _record()
        entry = TrailEntry.objects.get()

    assert (entry.request_id, entry.address) == ("", None)


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["trail_trailentry", "trail_trailentry_y2026"])
def test_nobody_changes_it(city: City, statement: str, table: str) -> None:
    with in_workspace(city.ref("chibi")):
        _record()
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))
        assert TrailEntry.objects.count() == 1


def test_what_is_rolled_back_leaves_no_entry(city: City) -> None:
    with in_workspace(city.ref("chibi")):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            _record()
            raise ZeroDivisionError
        assert not TrailEntry.objects.exists()


@pytest.mark.usefixtures("fresh_ids")
def test_reads_by_object_person_and_time(city: City) -> None:
    start = datetime(2026, 11, 24, 8, tzinfo=UTC)
    with in_workspace(city.ref("chibi")):
        for minute in range(4):
            with time_machine.travel(start + timedelta(minutes=minute), tick=False):
                _record(f"verb.{minute}")
                _record("other", object_id=uuid7())

        between = entries_about(
            TICKET, since=start + timedelta(minutes=1), until=start + timedelta(minutes=3)
        )
        assert [entry.verb for entry in between] == ["verb.1", "verb.2"]
        assert entries_about(TICKET).count() == 4
        assert entries_by(PERSON, until=start + timedelta(minutes=1)).count() == 2


@pytest.mark.usefixtures("fresh_ids")
@pytest.mark.parametrize(
    ("moment", "partition"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), "trail_trailentry_y2026"),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), "trail_trailentry_y2027"),
        (datetime(2019, 6, 1, tzinfo=UTC), "trail_trailentry_default"),
    ],
)
def test_a_row_lies_in_the_partition_of_its_local_year(
    city: City, moment: datetime, partition: str
) -> None:
    with in_workspace(city.ref("chibi")), time_machine.travel(moment, tick=False):
        _record()
        with connection.cursor() as cursor:
            cursor.execute("SELECT tableoid::regclass::text FROM trail_trailentry")
            assert cursor.fetchone()[0].split(".")[-1].strip('"') == partition


def test_years_adjoin_without_a_gap() -> None:
    for year in range(2024, 2040):
        start, end = year_bounds(year)
        assert start < end == year_bounds(year + 1)[0]


def test_a_question_about_this_year_reads_no_other(city: City) -> None:
    since = datetime(2027, 3, 1, tzinfo=UTC)
    with in_workspace(city.ref("chibi")):
        plan = entries_about(TICKET, since=since).explain()

    assert "y2027" in plan
    assert "y2026" not in plan


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 10.0.0.7", "10.0.0.7"),
        (2, "6.6.6.6, 10.0.0.7, 10.0.0.8", "10.0.0.7"),
        (1, "", None),
        (1, "nonsense", None),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_our_own_proxies_say(
    settings, proxies: int, forwarded: str, address: str | None
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert address_of(request) == address


def test_custody_adds_to_it_and_reads_nothing(city: City) -> None:
    with standing(Standing("chibi", roles.custody())):
        with transaction.atomic():
            _record("case.moved")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            TrailEntry.objects.count()

    with in_workspace(city.ref("chibi")):
        assert TrailEntry.objects.get().verb == "case.moved"
