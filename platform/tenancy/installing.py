"""Set-up of a database: roles, logins, shared tables. Idempotent; run by the admin login."""

import environ
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from tenancy import names, roles
from tenancy.owner import as_owner
from tenancy.rights import apply_rights

# Timeouts belong to the login: settings of a role taken on with SET ROLE are ignored.
LOGIN_SETTINGS = {
    "statement_timeout": "STATEMENT_TIMEOUT_MS",
    "lock_timeout": "LOCK_TIMEOUT_MS",
}
IDLE_IN_TRANSACTION_MS = 30_000
MIGRATION_LOCK = 12345_01


def create_role(name: str, options: str = "NOLOGIN") -> None:
    """Create a database role unless it exists, and let the admin login act as it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE ROLE "{name}" {options}')
        cursor.execute(f'GRANT "{name}" TO CURRENT_USER')


def install_roles() -> None:
    """Create the fixed roles, give the app login its secret, close the database to others."""
    with as_owner(role="none"):
        create_role(roles.owner())
        for name in roles.fixed():
            create_role(name)
        create_role(roles.app_login(), "LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE")
        with connection.cursor() as cursor:
            _secure_login(cursor)
            database = connection.settings_dict["NAME"]
            cursor.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
            cursor.execute(f'GRANT CONNECT ON DATABASE "{database}" TO "{roles.app_login()}"')
            cursor.execute(f'GRANT CREATE, CONNECT ON DATABASE "{database}" TO "{roles.owner()}"')
            cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            cursor.execute(f'GRANT ALL ON SCHEMA public TO "{roles.owner()}" WITH GRANT OPTION')


def _secure_login(cursor: object) -> None:
    login = roles.app_login()
    execute = cursor.execute  # type: ignore[attr-defined]
    password = environ.Env.db_url_config(settings.APP_DATABASE_URL)["PASSWORD"]
    if password:
        execute(f'ALTER ROLE "{login}" PASSWORD %s', [password])
    for name, setting in LOGIN_SETTINGS.items():
        execute(f"ALTER ROLE \"{login}\" SET {name} = '{getattr(settings, setting)}ms'")
    execute(
        f'ALTER ROLE "{login}" SET idle_in_transaction_session_timeout'
        f" = '{IDLE_IN_TRANSACTION_MS}ms'"
    )
    for role in (roles.public(), roles.custody(), roles.identity()):
        execute(f'GRANT "{role}" TO "{login}"')


def install_shared_tables() -> None:
    """Migrate the public schema and put its rights in place."""
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        call_command(_stock_migrate(), verbosity=0, interactive=False)
        apply_rights(names.PUBLIC_SCHEMA)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _stock_migrate() -> BaseCommand:
    """Django's own command: django-tenants replaces `migrate` by one for all schemas at once."""
    from django.core.management.commands.migrate import Command

    return Command()
