"""Taking a run back."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError
from spreadsheets.errors import SheetError
from spreadsheets.kinds import ImportKind, Scope, Touched
from spreadsheets.ledger import at_home, lock_kind, row_model, run_by_id
from spreadsheets.models import Run, RunRow, RunState


def undo_run(
    *,
    kind: ImportKind[Any],
    run_id: UUID | None,
    scope: Scope,
    within: Collection[str] | None = None,
) -> Run:
    """Restore what the run made or changed, the last thing first (撤销导入).

    `within`: the divisions whose runs the person may undo; None is all. Refuses with RUN_IN_USE or
    RUN_CHANGED_SINCE, naming the thing, when something came to depend on it; all is then as
    before the attempt. A kind that is not atomic takes back what it can, and counts the rest
    (`kept`).
    """
    with at_home(kind, scope):
        with transaction.atomic():
            run = _undoable(kind, run_id, within)
        things = [_touched(row) for row in _rows(kind, run)]
        kind.look_before_undo(things, scope)
        if not kind.atomic:
            _take_back(kind, run, things, scope)
            return run
        with transaction.atomic():
            lock_kind(kind)
            run = _undoable(kind, run_id, within)
            _take_back(kind, run, things, scope)
        return run


def _take_back(kind: ImportKind[Any], run: Run, things: Sequence[Touched], scope: Scope) -> None:
    for touched in things:
        try:
            kind.undo(touched, scope)
        except DomainError as refusal:
            if kind.atomic or refusal.code != SheetError.RUN_IN_USE:
                raise
            run.kept += 1
    _note(run, scope)


def _undoable(kind: ImportKind[Any], run_id: UUID | None, within: Collection[str] | None) -> Run:
    run = run_by_id(kind, run_id) if run_id else None
    if run is None or (within is not None and run.root_code not in within):
        raise DomainError(SheetError.RUN_UNKNOWN, "没有这次导入", field="runId")
    if run.state == RunState.UNDONE:
        raise DomainError(SheetError.RUN_UNDONE, "这次导入已经撤销过了", field="runId")
    return run


def _rows(kind: ImportKind[Any], run: Run) -> list[RunRow]:
    return list(row_model(kind).objects.filter(run=run).order_by("-seq"))


def _touched(row: RunRow) -> Touched:
    return Touched(
        what=row.what,
        object_id=row.object_id,
        label=row.label,
        before=row.before,
        after=row.after,
    )


def _note(run: Run, scope: Scope) -> None:
    run.state, run.undone_at, run.undone_by = RunState.UNDONE, now(), scope.by
    run.save(update_fields=["state", "kept", "undone_at", "undone_by"])
