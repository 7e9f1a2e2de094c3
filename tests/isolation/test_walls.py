"""The wall between workspaces stands in the database: as `ws_chibi`, xianan does not exist."""

from itertools import permutations

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError

from custody.oversight import reading, snapshot
from tenancy import roles
from tenancy.context import in_public, in_workspace, workspace_refs
from tenancy.rights import declared_rights, models_of, rights_in_database

DENIED = "42501"


def _tables():
    return [model._meta.db_table for model in models_of(settings.TENANT_APPS)]


def _code_of(sql):
    with pytest.raises(DatabaseError) as refusal, connection.cursor() as cursor:
        cursor.execute(sql)
    return refusal.value.__cause__.pgcode


def test_no_workspace_reads_any_table_of_another(database):
    with in_public():
        refs = workspace_refs()
    tables = [*_tables(), "django_migrations"]
    checked = 0
    for mine, other in permutations(refs, 2):
        with in_workspace(mine):
            for table in tables:
                assert _code_of(f'SELECT * FROM "{other.schema}"."{table}"') == DENIED, (
                    mine.slug,
                    other.slug,
                    table,
                )
                checked += 1
    assert checked == len(refs) * (len(refs) - 1) * len(tables)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stray (id int)",
        "CREATE SCHEMA stray",
        "SELECT password FROM public.people_user",
        "SELECT * FROM public.django_session",
        "SELECT * FROM public.outbox_outboxmessage",
        "DELETE FROM tickets_ticket",
        "UPDATE tickets_ticket SET title = 'x'",
        "UPDATE tickets_ticketevent SET note = 'x'",
        "DELETE FROM tickets_ticketevent",
        "UPDATE public.custody_casestate SET version = 1",
        "INSERT INTO public.custody_handoff SELECT * FROM public.custody_handoff",
        "DELETE FROM trail_trailentry",
        "UPDATE trail_trailentry SET actor_name = 'x'",
        "ALTER TABLE tickets_ticket DISABLE ROW LEVEL SECURITY",
        "SET ROLE postgres",
    ],
)
def test_workspace_role_may_not(city, statement):
    with in_workspace(city.ref("chibi")):
        assert _code_of(statement) in {DENIED, "22023", "42704"}


def test_public_role_reads_no_workspace(database):
    with in_public():
        refs = workspace_refs()
        for ref in refs:
            assert _code_of(f'SELECT * FROM "{ref.schema}".tickets_ticket') == DENIED


@pytest.mark.parametrize("verb", ["SELECT * FROM", "DELETE FROM"])
def test_custody_never_reads_callers(city, verb):
    chibi = city.ref("chibi")
    with pytest.raises(DatabaseError), snapshot(), reading(chibi), connection.cursor() as cursor:
        cursor.execute(f"{verb} callers_caller")


def test_login_owns_nothing_and_cannot_bypass(database):
    with in_public(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit"
            " FROM pg_roles WHERE rolname = session_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
            " WHERE r.rolname = session_user"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == (roles.app_login(),)


def test_rights_in_the_catalogue_are_the_declared_ones(database):
    with in_public():
        schemas = ["public", *(ref.schema for ref in workspace_refs())]
        for schema in schemas:
            ours = {
                key: verbs
                for key, verbs in rights_in_database(schema).items()
                if key[1] != roles.owner()
            }
            assert ours == declared_rights(schema), schema
