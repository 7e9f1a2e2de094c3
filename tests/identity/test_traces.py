"""Where a citizen must never be found: other schemas by SQL, logs, facts, the trail, the public."""

import io
import json
import logging
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from outbox.delivering import drain
from tenancy.context import in_public, in_workspace, workspace_refs
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tests.identity.asking import fresh_code, reveal, still
from tests.identity.stories import NAME, PHONE, SecretRound

DENIED = "42501"
STATEMENTS = (
    "SELECT * FROM {schema}.callers_caller",
    "SELECT name, phone FROM {schema}.callers_caller",
    "SELECT phone_index FROM {schema}.callers_caller",
    "SELECT count(*) FROM {schema}.callers_caller",
    "UPDATE {schema}.callers_caller SET name = ''",
    "DELETE FROM {schema}.callers_caller",
    "SELECT * FROM {schema}.identity_reveal",
    "SELECT * FROM {schema}.identity_identityrelease",
    "INSERT INTO {schema}.identity_reveal SELECT * FROM {schema}.identity_reveal",
)
OWN = (
    "INSERT INTO identity_reveal SELECT * FROM identity_reveal",
    "UPDATE identity_reveal SET reason = ''",
    "DELETE FROM identity_reveal",
    "UPDATE identity_identityrelease SET until = now()",
    "DELETE FROM identity_identityrelease",
    "DELETE FROM identity_identityreleaseend",
    "INSERT INTO identity_contactrelease SELECT * FROM identity_contactrelease",
    "UPDATE identity_investigationmark SET marked = false",
    "UPDATE callers_caller SET name = ''",
    "UPDATE tickets_ticket SET secret = false",
)


def _code(sql: str) -> Any:
    with pytest.raises(DatabaseError) as refusal, connection.cursor() as cursor:
        cursor.execute(sql)
    return refusal.value.__cause__.pgcode


def test_no_workspace_role_reaches_callers_or_reveals_of_another(database) -> None:
    with in_public():
        refs = workspace_refs()
    tried = 0
    for mine, other in permutations(refs, 2):
        with in_workspace(mine):
            for statement in STATEMENTS:
                assert _code(statement.format(schema=f'"{other.schema}"')) == DENIED
                tried += 1
    assert tried == len(refs) * (len(refs) - 1) * len(STATEMENTS) == 7 * 6 * 9


@pytest.mark.parametrize("statement", OWN)
def test_no_workspace_role_writes_or_rewrites_its_own_record_of_looks(city, statement) -> None:
    with in_workspace(city.ref("chibi")):
        assert _code(statement) == DENIED


@pytest.fixture
def lines() -> Any:
    """Everything logged meanwhile, as it would be written."""
    from telemetry import logs

    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    logs.configure()
    [handler] = root.handlers
    stream = io.StringIO()
    handler.setStream(stream)  # type: ignore[attr-defined]
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)


def _everything(database: str) -> dict[str, str]:
    """Every row of every table, as text."""
    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND n.nspname !~ '^(pg_|information_schema)'"
        )
        tables = [f'"{schema}"."{table}"' for schema, table in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


def test_after_every_kind_of_look_number_and_name_stand_nowhere_but_in_the_body(
    city, walkers, person, lines, database
) -> None:
    """The citizen's own words lie in the accepting workspace; nothing else names them."""
    ordinary = Round(city)
    from tests.identity.stories import complaint
    from tickets.models import Kind

    ordinary.register(
        request=complaint(
            ordinary.village_unit, kind=Kind.HELP, secret=False, respondent_unit_id=None
        )
    )
    ordinary.accept()
    ordinary.delegate(ordinary.dispatcher, ordinary.county_unit, requirement=f"联系{NAME} {PHONE}")
    reveal(walkers["county"], ordinary.ticket(ordinary.county).id, reason=f"找{NAME} {PHONE}")
    secret = SecretRound(city).open()
    own = secret.ticket(secret.dispatcher).id
    code = fresh_code("city.manager")
    shown = reveal(person("city.manager"), own, reason=f"核实{NAME}", code=code)
    assert shown["phone"] == PHONE
    assert still(person("city.manager"), own)["name"] == NAME
    secret.at_county()
    drain()

    found = _everything(database)

    for trace in (NAME, PHONE, "139 7777 6666"):
        naming = {table for table, rows in found.items() if trace in rows}
        assert naming <= {'"xianning"."tickets_ticket"'}, (trace, naming)
        assert trace not in lines.getvalue()
    assert PHONE not in found['"public"."outbox_outboxmessage"']
    assert '"identity.reveal"' not in lines.getvalue()
    assert all(json.loads(line) for line in lines.getvalue().splitlines())


def test_the_text_that_left_holds_nothing_of_the_citizen(city, database) -> None:
    secret = SecretRound(city).open()
    secret.at_county()

    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT t::text FROM chibi.tickets_ticket t WHERE number = %s", [secret.number]
        )
        copies = " ".join(row[0] for row in cursor.fetchall())

    for trace in (NAME, PHONE, "139 7777", "9栋3单元", "鄂L77A66"):
        assert trace not in copies
