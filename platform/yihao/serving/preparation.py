"""Bringing the database up to the code: done once, and skipped while neither has changed."""

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path

import psycopg2

from yihao import installation
from yihao.serving.children import Child

SOURCES = ("platform", "tenants", "graphql")
KINDS = {".py", ".csv", ".json", ".sql"}
STAGES = {
    "setup": ("建立数据库结构与权限", "Preparing tables, roles and rights"),
    "demo_city": ("准备演示城市（咸宁）", "Preparing the demo city"),
}
IDENTITY = """
    SELECT (SELECT oid FROM pg_database WHERE datname = current_database()),
           to_regclass('public.django_migrations')::oid
"""


def wanted_stages() -> list[str]:
    """`setup`, and the demo city unless YIHAO_DEMO=0."""
    return ["setup"] if os.environ.get("YIHAO_DEMO") == "0" else list(STAGES)


def pending_stages() -> list[str]:
    """The stages that have not been done for this code and this database."""
    done, mark = _read_stamp(), current_mark()
    return [stage for stage in wanted_stages() if done.get(stage) != mark]


def mark_done(stage: str) -> None:
    """Remember that a stage is done for this code and this database."""
    _stamp_file().write_text(json.dumps({**_read_stamp(), stage: current_mark()}, indent=2))


def stage_child(stage: str) -> Child:
    """The management command of a stage."""
    command = [sys.executable, str(installation.PROJECT / "manage.py"), stage]
    return Child(stage, command, order=0, patience=20.0)


def current_mark() -> str:
    """One value that changes with the code, the logins, or the database itself."""
    digest = hashlib.sha256()
    digest.update(repr(_database_identity()).encode())
    digest.update(installation.database_url().encode())
    digest.update(installation.app_database_url().encode())
    for source in SOURCES:
        for path in sorted((installation.PROJECT / source).rglob("*")):
            if path.suffix in KINDS and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(installation.PROJECT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _database_identity() -> tuple[object, ...] | None:
    parameters = installation.database_parameters(installation.database_url())
    connection = psycopg2.connect(**parameters)
    try:
        with connection.cursor() as cursor:
            cursor.execute(IDENTITY)
            found: tuple[object, ...] | None = cursor.fetchone()
            return found
    finally:
        connection.close()


def _stamp_file() -> Path:
    return installation.home() / "prepared.json"


def _read_stamp() -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(_stamp_file().read_text())
        if isinstance(found, dict):
            return found
    return {}
