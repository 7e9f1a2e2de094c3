"""Identities are erased in time, apart from an archive that stays as it is."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import DatabaseError

from callers.models import Caller
from callers.selectors import find_by_phone
from kernel.errors import PermissionDenied
from retention.models import RetentionRule
from retention.rules import ends_at
from retention.services.erasing import erase_due_identities
from retention.services.ruling import change_retention
from tenancy import roles
from tenancy.backend.base import Standing
from tenancy.context import in_public, in_workspace, standing
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tickets.models import Kind, Ticket
from trail.models import TrailEntry
from yihao.verification.verifying import verify_custody


@pytest.fixture
def archived(city):
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher)
    round_.reply()
    round_.follow_up()
    round_.archive()
    return round_


@pytest.fixture
def aged(worker_database):
    """As if the case had been closed so many months ago."""

    def closed(round_, months):
        with admin_cursor(worker_database) as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "UPDATE custody_casestate s SET closed_at = now() - make_interval(months => %s)"
                " FROM custody_case c WHERE c.id = s.case_id AND c.number = %s",
                [months, round_.number],
            )

    return closed


def _caller(round_):
    with in_workspace(round_.dispatcher.workspace):
        ticket = Ticket.objects.get(number=round_.number)
        return ticket, Caller.objects.get(pk=ticket.caller_id)


def _erase(**how):
    with in_public():
        return {each.workspace.slug: each.callers for each in erase_due_identities(**how)}


def test_who_called_is_erased_and_the_archive_is_not(archived, aged, city):
    before, _ = _caller(archived)
    aged(archived, 37)

    assert _erase()["xianning"] == 1
    assert _erase()["xianning"] == 0

    ticket, caller = _caller(archived)
    kept = (caller.name, caller.phone, caller.phone_index, caller.name_index)
    assert kept == ("", "", "", "")
    assert caller.erased_at is not None
    assert (ticket.body, ticket.reply, ticket.version) == (
        before.body,
        before.reply,
        before.version,
    )
    with in_workspace(city.ref("xianning")):
        found = find_by_phone("13800000001").filter(pk=caller.pk)
        assert not found.exists()
        (entry,) = TrailEntry.objects.filter(verb="caller.erase", object_id=caller.pk)
        assert (entry.actor_id, entry.actor_name, entry.reason) == (None, "系统", "保存期限届满")
    assert verify_custody().breaches == []


def test_not_before_the_time_and_never_while_a_request_is_open(archived, aged, city):
    open_ = Round(city).to_county()
    aged(archived, 35)
    aged(open_, 400)  # open all the same

    assert _erase()["xianning"] == 0

    assert _caller(archived)[1].name == _caller(open_)[1].name == "张三"


def test_a_dry_run_counts_and_erases_nothing(archived, aged, unchanged, capsys):
    aged(archived, 37)

    with unchanged():
        call_command("erase_identities", "--dry-run", "--workspace", "xianning")

    assert "xianning: 待删除 to erase 1" in capsys.readouterr().out
    call_command("erase_identities")
    said = capsys.readouterr().out
    assert "xianning: 已删除 erased 1" in said
    assert "chibi: 已删除 erased 0" in said
    with pytest.raises(CommandError, match="nowhere"):
        call_command("erase_identities", "--workspace", "nowhere")


@pytest.mark.parametrize(
    ("closed", "months", "end"),
    [
        ("2026-01-31T10:00", 1, "2026-02-28"),
        ("2027-11-30T10:00", 3, "2028-02-29"),
        ("2026-12-15T20:00", 36, "2029-12-16"),  # already the 16th in China
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month(closed, months, end):
    at = datetime.fromisoformat(closed).replace(tzinfo=UTC)

    assert ends_at(at, months).date().isoformat() == end


def test_a_kind_may_be_kept_longer_or_shorter(archived, aged, city):
    administrator = city.actor("city.administrator")
    try:
        aged(archived, 37)
        city.do(administrator, change_retention, kind=Kind.HELP, months=60)
        assert _erase()["xianning"] == 0
        aged(archived, 13)
        city.do(administrator, change_retention, kind=Kind.HELP, months=12)
        assert _erase()["xianning"] >= 1
    finally:  # rules are kept between tests
        city.do(administrator, change_retention, kind=Kind.HELP, months=36)

    assert _caller(archived)[1].erased_at is not None


@pytest.mark.parametrize("months", [2, 361])
def test_a_period_out_of_range(city, refused, months):
    with refused("RETENTION_OUT_OF_RANGE", "months"):
        city.do(city.actor("city.administrator"), change_retention, kind=None, months=months)


@pytest.mark.parametrize("who", ["city.manager", "city.dispatcher", "city.supervisor"])
def test_only_the_administrator_rules(city, who, unchanged):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), change_retention, kind=None, months=12)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE callers_caller SET name = ''",
        "UPDATE callers_caller SET name = '', phone = '', phone_index = '', name_index = ''",
        "UPDATE callers_caller SET erased_at = now()",
        "UPDATE callers_caller SET created_at = now()",
        "DELETE FROM callers_caller",
    ],
)
def test_the_role_erases_whole_identities_or_nothing(archived, city, statement):
    with (
        standing(Standing(city.ref("xianning").schema, roles.identity())),
        pytest.raises(DatabaseError) as refusal,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert refusal.value.__cause__.pgcode == "42501"


@pytest.mark.parametrize("slug", ["xianning", "chibi"])
def test_a_workspace_never_changes_who_called(archived, city, slug):
    with (
        in_workspace(city.ref(slug)),
        pytest.raises(DatabaseError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE callers_caller SET name = ''")


def test_every_workspace_begins_with_a_rule(city):
    for slug in ("xianan", "chibi"):
        with in_workspace(city.ref(slug)):
            assert [(row.kind, row.months) for row in RetentionRule.objects.all()] == [("", 36)]
