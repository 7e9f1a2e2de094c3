"""Workbooks brought in and taken back by people; what they may bring in, `access` says."""

from uuid import UUID

from onboarding.access import divisions_below, scope_for
from people.actor import Actor
from spreadsheets.kinds import kind_named
from spreadsheets.models import Run
from spreadsheets.services.importing import Report, apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from spreadsheets.template import template_of


def import_workbook(*, actor: Actor, kind_name: str, content: bytes, apply: bool) -> Report:
    """Check a workbook, or apply it, for the division that the actor administers."""
    kind = kind_named(kind_name)
    scope = scope_for(actor, kind)
    work = apply_workbook if apply else check_workbook
    return work(kind=kind, content=content, scope=scope)


def import_template(*, actor: Actor, kind_name: str) -> bytes:
    """The workbook to fill in."""
    kind = kind_named(kind_name)
    return template_of(kind, scope_for(actor, kind))


def undo_import(*, actor: Actor, kind_name: str, run_id: UUID | None) -> Run:
    """Take a run back; one of another division answers like none."""
    kind = kind_named(kind_name)
    scope, within = scope_for(actor, kind), divisions_below(actor, kind)
    return undo_run(kind=kind, run_id=run_id, scope=scope, within=within)
