"""Reads of the public record, under the role of the workspace that asks (row-level policies)."""

from django.db.models import QuerySet

from custody.models import Case, CaseState, Handoff
from tenancy import names, roles
from tenancy.backend.base import Standing
from tenancy.context import WorkspaceRef, ref_of, standing


def case_by_number(number: str) -> Case | None:
    """The case with that number, if this workspace takes part in it."""
    return Case.objects.select_related("state").filter(number=number).first()


def case_states() -> QuerySet[CaseState]:
    """All cases this workspace takes part in, with their headers."""
    return CaseState.objects.select_related("case")


def chain_of(case: Case) -> QuerySet[Handoff]:
    """The chain of custody, first link first."""
    return Handoff.objects.filter(case=case).order_by("seq")


def origin_of(number: str) -> WorkspaceRef | None:
    """Where a case was accepted, for a citizen who names its number; in public context.

    Says nothing of the case itself: whoever asks must know its query code too.
    """
    with standing(Standing(names.PUBLIC_SCHEMA, roles.custody())):
        case = Case.objects.select_related("origin_workspace").filter(number=number).first()
    return ref_of(case.origin_workspace) if case else None
