"""Workbooks of units and people for tests, and the state of all that they can change."""

import io

from django.core.management import CommandError, call_command
from openpyxl import Workbook

from spreadsheets.kinds import Scope, kind_named
from spreadsheets.services.importing import apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from tenancy.context import in_public
from tests.harness.databases import admin_cursor

# Append-only history and the ledger itself stay: they say that it was done and undone.
KEPT = ("hierarchy_unitversion", "spreadsheets_", "trail_", "django_")


def workbook(kind, rows):
    """An XLSX file; a row is a mapping from column key to value."""
    kind = kind_named(kind)
    built = Workbook()
    built.active.title = kind.label
    built.active.append([column.heading for column in kind.columns])
    for row in rows:
        built.active.append([row.get(column.key) for column in kind.columns])
    written = io.BytesIO()
    built.save(written)
    return written.getvalue()


def apply(kind, rows, scope=None):
    return apply_workbook(
        kind=kind_named(kind), content=workbook(kind, rows), scope=scope or Scope("421200")
    )


def check(kind, rows, scope=None):
    return check_workbook(
        kind=kind_named(kind), content=workbook(kind, rows), scope=scope or Scope("421200")
    )


def undo(kind, run_id, scope=None):
    return undo_run(kind=kind_named(kind), run_id=run_id, scope=scope or Scope("421200"))


def counts(report):
    return report.new, report.changed, report.unchanged, report.wrong


def told(report):
    return [str(error) for error in report.errors]


def command(name, *arguments):
    """Run a management command; what it wrote, and the sentence it failed with."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err)
    except CommandError as failure:
        return out.getvalue(), err.getvalue(), str(failure)
    return out.getvalue(), err.getvalue(), ""


def everything(database):
    """Every shared row but the append-only history and the ledger."""
    with in_public(), admin_cursor(database) as cursor:
        cursor.execute(
            """
            SELECT n.nspname, c.relname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND n.nspname = 'public'
            """
        )
        tables = [
            f'"{schema}"."{table}"'
            for schema, table in sorted(cursor.fetchall())
            if not table.startswith(KEPT)
        ]
        cursor.execute(" UNION ALL ".join(f"SELECT '{t}', t::text FROM {t} t" for t in tables))
        return set(cursor.fetchall())
