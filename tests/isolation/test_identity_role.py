"""The role that reads identities: there after every set-up, and entitled to nothing else."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError

from tenancy import names, roles
from tenancy.backend.base import Standing
from tenancy.context import in_public, standing, workspace_refs
from tenancy.rights import declared_rights, rights_in_database
from tests.harness.databases import admin_cursor

DENIED = "42501"


def _as_identity(schema, sql):
    with standing(Standing(schema, roles.identity())), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def _code(schema, sql):
    with pytest.raises(DatabaseError) as refusal:
        _as_identity(schema, sql)
    return refusal.value.__cause__.pgcode


def test_nobody_logs_in_as_it_and_only_the_app_takes_it_on(database):
    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s",
            [roles.identity()],
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
            " JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname = %s AND m.rolname <> %s",
            [roles.identity(), "postgres"],
        )
        assert cursor.fetchall() == [(roles.app_login(),)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM callers_caller",
        "SELECT phone_index FROM callers_caller",
        "UPDATE callers_caller SET created_at = now()",
        "DELETE FROM callers_caller",
        "SELECT body FROM tickets_ticket",
        "SELECT body_shared FROM tickets_ticket",
        "SELECT title FROM tickets_ticket",
        "UPDATE tickets_ticket SET title = 'x'",
        "SELECT * FROM tickets_ticketevent",
        "SELECT * FROM trail_trailentry",
        "SELECT password FROM public.people_user",
        "SELECT * FROM public.people_secondfactor",
        "SELECT * FROM public.django_session",
        "UPDATE public.custody_casestate SET version = 1",
    ],
)
def test_it_may_not(city, sql):
    assert _code("chibi", sql) == DENIED


@pytest.mark.parametrize(
    ("role", "sql"),
    [
        (roles.public, "SELECT name, phone FROM chibi.callers_caller"),
        (roles.custody, "SELECT name, phone FROM chibi.callers_caller"),
        (roles.custody, "SELECT secret FROM public.people_secondfactor"),
    ],
)
def test_no_other_role_across_workspaces_reads_them(city, role, sql):
    with (
        standing(Standing(names.PUBLIC_SCHEMA, role())),
        pytest.raises(DatabaseError) as refusal,
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert refusal.value.__cause__.pgcode == DENIED


def test_an_installation_that_was_there_before_gets_it(own_database):
    """As after an upgrade from a release that did not know the role."""
    role = roles.identity()
    schemas = ["public", *(ref.schema for ref in workspace_refs())]
    with admin_cursor(own_database) as cursor:
        for schema in schemas:
            cursor.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA "{schema}" FROM "{role}"')
            cursor.execute(f'REVOKE ALL ON SCHEMA "{schema}" FROM "{role}"')
    with pytest.raises(DatabaseError):
        _as_identity("chibi", "SELECT id, name, phone FROM chibi.callers_caller")

    call_command("setup", verbosity=0)

    assert _as_identity("chibi", "SELECT id, name, phone FROM callers_caller") == []
    with in_public():
        for schema in schemas:
            found = {
                key: verbs for key, verbs in rights_in_database(schema).items() if key[1] == role
            }
            wanted = {
                key: verbs for key, verbs in declared_rights(schema).items() if key[1] == role
            }
            assert found == wanted, schema
