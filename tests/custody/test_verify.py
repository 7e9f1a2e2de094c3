"""`verify_custody` names each broken promise."""

import json

import pytest
from django.core.management import call_command

from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from yihao.verification.verifying import verify_custody


@pytest.fixture
def whole(city):
    """A case in a village's hands, and nothing wrong with it."""
    round_ = Round(city).to_village()
    round_.sign(round_.village)
    assert verify_custody().breaches == []
    return round_


@pytest.fixture
def corrupt(worker_database):
    """Change rows as nobody could through the product."""

    def run(*statements):
        with admin_cursor(worker_database) as cursor:
            cursor.execute("SET session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)
                assert cursor.rowcount > 0, statement

    return run


def _codes():
    return {breach.code for breach in verify_custody().breaches}


CORRUPTIONS = {
    "a case with two holders": (
        "UPDATE chibi.tickets_ticket SET state = 'handling'",
        "TWO_HOLDERS",
    ),
    "a case with no holder": (
        "UPDATE chibi.tickets_assignment SET state = 'delegated'",
        "NO_HOLDER",
    ),
    "a holder that is another": (
        "UPDATE public.custody_casestate SET holder_unit_id ="
        " (SELECT id FROM public.hierarchy_unit WHERE code = '421202')",
        "HOLDER_DIFFERS",
    ),
    "a deleted handoff in the middle": (
        "DELETE FROM public.custody_handoff WHERE seq = 1",
        "HANDOFF_MISSING",
    ),
    "a deleted last handoff": (
        "DELETE FROM public.custody_handoff WHERE seq = 3",
        "HANDOFF_MISSING",
    ),
    "a handoff that leads elsewhere": (
        "UPDATE public.custody_handoff SET to_unit_id = from_unit_id WHERE seq = 2",
        "HANDOFF_CHAIN_BROKEN",
    ),
    "a hand-edited due time of a clock": (
        "UPDATE chibi.clocks_clock SET due_at = due_at + interval '1 day'",
        "DUE_TIME_CHANGED",
    ),
    "a hand-edited due time of a ticket": (
        "UPDATE xianning.tickets_ticket SET due_at = due_at + interval '1 day'",
        "DUE_TIME_CHANGED",
    ),
    "a removed entry of a clock's ledger": (
        "DELETE FROM chibi.clocks_clockevent WHERE kind = 'stop'",
        "DUE_TIME_CHANGED",
    ),
    "a removed first event": (
        "DELETE FROM xianning.tickets_ticketevent WHERE seq = 1",
        "EVENT_MISSING",
    ),
    "a removed last event": (
        "DELETE FROM chibi.tickets_ticketevent e WHERE seq ="
        " (SELECT max(seq) FROM chibi.tickets_ticketevent)",
        "EVENT_MISSING",
    ),
    "a rewritten event": (
        'UPDATE xianning.tickets_ticketevent SET states = \'{"ticket": "archived"}\' WHERE seq = 4',
        "STATE_NOT_REPLAYED",
    ),
    "a giver who sees something else": (
        "UPDATE xianning.tickets_assignment SET due_at = due_at + interval '1 hour'",
        "MIRROR_DIFFERS",
    ),
    "a workspace that lost its part": (
        "DELETE FROM public.custody_caseparticipant WHERE role LIKE '%chibi'",
        "PARTICIPANT_MISSING",
    ),
    "a lost copy": (
        "DELETE FROM chibi.tickets_ticket",
        "COPY_MISSING",
    ),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_names_the_breach(whole, corrupt, what):
    statement, code = CORRUPTIONS[what]

    corrupt(statement)

    assert code in _codes()


def test_tenant_table_in_public_is_named(whole, corrupt, worker_database):
    with admin_cursor(worker_database) as cursor:
        cursor.execute("CREATE TABLE public.tickets_ticket (id int)")
    try:
        assert "TENANT_DATA_IN_PUBLIC" in _codes()
    finally:
        with admin_cursor(worker_database) as cursor:
            cursor.execute("DROP TABLE public.tickets_ticket")


def test_command_exits_zero_when_all_holds(whole, capsys):
    call_command("verify_custody", "--json")

    assert json.loads(capsys.readouterr().out) == {"ok": True, "cases": 1, "breaches": []}


def test_command_exits_one_and_names_each_breach(whole, corrupt, capsys):
    corrupt("DELETE FROM public.custody_handoff WHERE seq = 3")

    with pytest.raises(SystemExit) as end:
        call_command("verify_custody", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (end.value.code, answer["ok"]) == (1, False)
    assert [(b["code"], b["number"]) for b in answer["breaches"]] == [
        ("HANDOFF_MISSING", whole.number)
    ]
