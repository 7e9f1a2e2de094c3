"""The tables of the ledger, of whichever place a kind's rows live in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from spreadsheets.kinds import ImportKind, Planned, Scope, Touched, Where
from spreadsheets.local.models import ImportedRow, ImportRun
from spreadsheets.models import Run, RunRow, SharedImportedRow, SharedImportRun
from tenancy.context import in_public, in_workspace

# One import of a kind at a time: two would judge by what neither has written yet.
IMPORT_LOCK = 12345_11


@contextmanager
def at_home(kind: ImportKind[Any], scope: Scope) -> Iterator[None]:
    """Stand where the kind's rows live. Not inside a transaction."""
    if kind.where is Where.SHARED:
        with in_public():
            yield
        return
    assert scope.workspace is not None, f"{kind.name} needs a workspace"
    with in_workspace(scope.workspace):
        yield


def lock_kind(kind: ImportKind[Any]) -> None:
    """Let no other transaction import or undo this kind here until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema() || %s))",
            [IMPORT_LOCK, kind.name],
        )


def run_model(kind: ImportKind[Any]) -> type[Any]:
    """SharedImportRun or ImportRun."""
    return SharedImportRun if kind.where is Where.SHARED else ImportRun


def row_model(kind: ImportKind[Any]) -> type[Any]:
    return SharedImportedRow if kind.where is Where.SHARED else ImportedRow


def run_by_id(kind: ImportKind[Any], run_id: UUID) -> Run | None:
    """The run of this kind, locked until the transaction ends."""
    found: Run | None = (
        run_model(kind).objects.select_for_update().filter(pk=run_id, kind=kind.name).first()
    )
    return found


def keep(
    kind: ImportKind[Any], run: Run, planned: Planned[Any], touched: Touched, seq: int
) -> RunRow:
    """Write one thing into the ledger."""
    row: RunRow = row_model(kind).objects.create(
        run=run,
        seq=seq,
        line=planned.line,
        outcome=planned.outcome,
        what=touched.what,
        object_id=touched.object_id,
        label=touched.label[:200],
        before=touched.before,
        after=touched.after,
    )
    return row
