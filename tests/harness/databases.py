"""Databases for tests: a template built by the owner, a clone per worker, a reset per test."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from yihao import installation

ROOT = Path(__file__).resolve().parents[2]
BUILT_FROM = ("platform", "tenants")
# Facts that every test may read and none may change; a test that must uses `own_database`.
KEPT_TABLES = frozenset(
    {
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "tenancy_workspace",
        "clocks_clockpolicy",
        "catalogue_replyskeleton",
        "documents_office",
        "duties_dutyrule",
        "messages_messagetemplate",
        "followups_attemptresult",
        "followups_followupplan",
        "retention_retentionrule",
    }
)
KEPT_APPS = ("hierarchy_", "people_", "workdays_", "guardian_", "taxonomy_")


def admin_url(database: str) -> str:
    """The admin login, in another database of the same server."""
    given = os.environ.get("YIHAO_TEST_SERVER") or os.environ.get("DATABASE_URL")
    if not given:
        return installation.embedded_database_url(database)
    parts = urlsplit(installation.with_socket_in_path(given))
    folder = parts.path.rsplit("/", 1)[0]
    return urlunsplit(parts._replace(path=f"{folder}/{database}"))


@contextmanager
def admin_cursor(database: str) -> Iterator[psycopg2.extensions.cursor]:
    connection = psycopg2.connect(**installation.database_parameters(admin_url(database)))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


@contextmanager
def restored(database: str, table: str) -> Iterator[None]:
    """Afterwards the table is as it was: for what tests change and all suites share."""
    with admin_cursor(database) as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        rows = cursor.fetchall()
    yield
    with admin_cursor(database) as cursor:
        cursor.execute(f"DELETE FROM {table}")
        for row in rows:
            marks = ", ".join(["%s"] * len(row))
            cursor.execute(f"INSERT INTO {table} VALUES ({marks})", row)


def _fingerprint() -> str:
    """Whatever the template is built from: code of models, migrations and the demo city."""
    digest = hashlib.sha256(os.environ.get("ROLE_PREFIX", "").encode())
    for root in BUILT_FROM:
        for path in sorted((ROOT / root).rglob("*")):
            kept = path.suffix in {".py", ".csv"} and "/demo/tickets" not in str(path)
            if kept and "__pycache__" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _exists(cursor: psycopg2.extensions.cursor, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def drop_database(name: str) -> None:
    with admin_cursor("postgres") as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def template_database() -> str:
    """The name of a database with the demo city's structure; built if it is not there."""
    # Another installation's tests may use the same server: theirs have another prefix.
    family = f"yihao_{installation.role_prefix() or 'own_'}"
    name = f"{family}template_{_fingerprint()}"
    home = installation.make_home()
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with admin_cursor("postgres") as cursor:
            if _exists(cursor, name):
                return name
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname ~ %s",
                [f"^{family}(template|building)_"],
            )
            stale = [row[0] for row in cursor.fetchall()]
        for each in stale:
            drop_database(each)
        building = name.replace("template", "building")
        _build(building)
        with admin_cursor("postgres") as cursor:
            cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _build(name: str) -> None:
    with admin_cursor("postgres") as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    environment = {**os.environ, "DATABASE_URL": admin_url(name)}
    environment.pop("APP_DATABASE_URL", None)
    for command in (["setup"], ["demo_city", "--only-structure"]):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            drop_database(name)
            raise RuntimeError(f"{command} failed:\n{done.stdout}\n{done.stderr}")


def clone_database(name: str) -> None:
    template = template_database()
    drop_database(name)
    with admin_cursor("postgres") as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def use_database(name: str) -> None:
    """Point this process's settings at a database (before Django connects)."""
    from django.conf import settings
    from django.db import connections

    os.environ["DATABASE_URL"] = settings.DATABASE_URL = admin_url(name)
    settings.APP_DATABASE_URL = installation.app_database_url()
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name


def reset_database(name: str) -> None:
    """Empty, as the owner, every table that tests write to: all schemas in one TRUNCATE."""
    with admin_cursor(name) as cursor:
        cursor.execute(
            """
            SELECT n.nspname, c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND n.nspname !~ '^(pg_|information_schema)'
            """
        )
        written = [
            f'"{schema}"."{table}"'
            for schema, table in cursor.fetchall()
            if table not in KEPT_TABLES and not table.startswith(KEPT_APPS)
        ]
        probe = " UNION ALL ".join(
            f"(SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table}))" for table in written
        )
        cursor.execute(probe)
        dirty = [row[0] for row in cursor.fetchall()]
        if dirty:
            cursor.execute(f"TRUNCATE {', '.join(dirty)} CASCADE")


@pytest.fixture(scope="session")
def worker_database(worker_id: str) -> Iterator[str]:
    os.environ.setdefault("YIHAO_TEST_SERVER", admin_url("postgres"))
    name = f"yihao_test_{worker_id}_{os.getpid()}"
    clone_database(name)
    use_database(name)
    yield name
    from django.db import connections

    connections.close_all()
    drop_database(name)


@pytest.fixture
def database(worker_database: str, django_db_blocker: object) -> Iterator[str]:
    """A clean database, used under the app's own login."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        reset_database(worker_database)
        yield worker_database
        from tenancy.context import wrapper

        assert not wrapper().in_atomic_block
        wrapper().set_schema_to_public()


@pytest.fixture
def own_database(
    worker_database: str, django_db_blocker: object, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A clone of its own, for tests that change units, people or structure."""
    name = f"{worker_database}_own"
    clone_database(name)
    use_database(name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield name
    use_database(worker_database)
    drop_database(name)


Cursor = Callable[[], object]


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Our own databases replace pytest-django's."""
