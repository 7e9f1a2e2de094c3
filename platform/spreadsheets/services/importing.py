"""Checking a workbook, and applying it."""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError
from spreadsheets.kinds import ImportKind, Plan, Planned, RowError, Scope, Touched
from spreadsheets.ledger import at_home, keep, lock_kind, run_model
from spreadsheets.models import Outcome, Run, RunState
from spreadsheets.reading import Sheet, read_workbook


@dataclass
class Report:
    """What a workbook would do, or did. `run_id` is empty if nothing was written."""

    kind: str
    sha256: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    unknown_headings: list[str] = field(default_factory=list)
    run_id: UUID | None = None
    applied: bool = False

    @property
    def wrong(self) -> int:
        """How many rows are wrong; one row can be wrong in several columns."""
        return len({error.line for error in self.errors})


def check_workbook(*, kind: ImportKind[Any], content: bytes, scope: Scope) -> Report:
    """The dry run: everything read, judged and counted; nothing written.

    An atomic kind is carried out for trial and taken back, so that a dry run without errors means
    that the workbook can be applied.
    """
    sheet = read_workbook(content, kind)
    with at_home(kind, scope):
        if not kind.atomic:
            return _report(kind, content, sheet, _judged(kind, sheet, scope))
        with transaction.atomic():
            lock_kind(kind)
            plan = _judged(kind, sheet, scope)
            _carry_out(kind, plan, scope)
            transaction.set_rollback(True)
        return _report(kind, content, sheet, plan)


def apply_workbook(*, kind: ImportKind[Any], content: bytes, scope: Scope) -> Report:
    """Do what the workbook says, all of it or, if any row is wrong, none of it.

    The same workbook again does nothing and leaves no run. A kind that is not atomic can break
    off half-way: the report then names the row, and applying again goes on from there.
    """
    sheet = read_workbook(content, kind)
    with at_home(kind, scope):
        if kind.atomic:
            return _apply_at_once(kind, content, sheet, scope)
        return _apply_by_rows(kind, content, sheet, scope)


def _judged(kind: ImportKind[Any], sheet: Sheet, scope: Scope) -> Plan[Any]:
    """The kind's verdict; rows that could not be read count among its errors."""
    plan = kind.judge(sheet.lines, scope)
    plan.errors = sorted([*sheet.errors, *plan.errors], key=lambda error: error.line)
    return plan


def _report(kind: ImportKind[Any], content: bytes, sheet: Sheet, plan: Plan[Any]) -> Report:
    return Report(
        kind=kind.name,
        sha256=hashlib.sha256(content).hexdigest(),
        new=plan.count(Outcome.NEW),
        changed=plan.count(Outcome.CHANGED),
        unchanged=plan.count(Outcome.UNCHANGED),
        errors=plan.errors,
        unknown_headings=sheet.unknown_headings,
    )


def _apply_at_once(kind: ImportKind[Any], content: bytes, sheet: Sheet, scope: Scope) -> Report:
    with transaction.atomic():
        lock_kind(kind)
        plan = _judged(kind, sheet, scope)
        done = _carry_out(kind, plan, scope)
        report = _report(kind, content, sheet, plan)
        if plan.errors:
            transaction.set_rollback(True)
            return report
        if done:
            run = _opened(kind, report, scope, RunState.APPLIED)
            report.run_id = run.pk
            for seq, (row, touched) in enumerate(done, start=1):
                keep(kind, run, row, touched, seq)
    report.applied = True
    return report


def _carry_out(
    kind: ImportKind[Any], plan: Plan[Any], scope: Scope
) -> list[tuple[Planned[Any], Touched]]:
    """Write every row; one that is refused joins the plan's errors and leaves nothing behind."""
    done: list[tuple[Planned[Any], Touched]] = []
    refused: set[int] = set()
    for row in _todo(plan):
        try:
            with transaction.atomic():
                done.extend((row, touched) for touched in list(kind.write(row, scope)))
        except DomainError as refusal:
            refused.add(row.line)
            heading = kind.heading(refusal.field or "")
            plan.errors.append(RowError(row.line, refusal.message, heading))
    plan.rows = [row for row in plan.rows if row.line not in refused]
    plan.errors.sort(key=lambda error: error.line)
    return done


def _apply_by_rows(kind: ImportKind[Any], content: bytes, sheet: Sheet, scope: Scope) -> Report:
    """Each row is carried out by commands that are transactions of their own."""
    plan = _judged(kind, sheet, scope)
    report = _report(kind, content, sheet, plan)
    todo = _todo(plan)
    if report.errors or not todo:
        report.applied = not report.errors
        return report
    run = _opened(kind, report, scope, RunState.APPLYING)
    report.run_id = run.pk
    seq = 0
    try:
        for row in todo:
            for touched in kind.write(row, scope):
                seq += 1
                keep(kind, run, row, touched, seq)
    except DomainError as refusal:
        report.errors.append(RowError(row.line, refusal.message))
        _settle(run, RunState.BROKEN_OFF)
        return report
    except BaseException:
        _settle(run, RunState.BROKEN_OFF)
        raise
    _settle(run, RunState.APPLIED)
    report.applied = True
    return report


def _todo(plan: Plan[Any]) -> list[Planned[Any]]:
    return [row for row in plan.rows if row.outcome is not Outcome.UNCHANGED]


def _opened(kind: ImportKind[Any], report: Report, scope: Scope, state: RunState) -> Run:
    run: Run = run_model(kind).objects.create(
        kind=kind.name,
        sha256=report.sha256,
        root_code=scope.root_code,
        by=scope.by,
        at=now(),
        state=state,
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
    )
    return run


def _settle(run: Run, state: RunState) -> None:
    run.state = state
    run.save(update_fields=["state"])
