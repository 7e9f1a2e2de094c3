"""Reads of the public record, under the role of the workspace that asks (row-level policies)."""

from django.db.models import QuerySet

from custody.models import Case, CaseState, Handoff


def case_by_number(number: str) -> Case | None:
    """The case with that number, if this workspace takes part in it."""
    return Case.objects.select_related("state").filter(number=number).first()


def case_states() -> QuerySet[CaseState]:
    """All cases this workspace takes part in, with their headers."""
    return CaseState.objects.select_related("case")


def chain_of(case: Case) -> QuerySet[Handoff]:
    """The chain of custody, first link first."""
    return Handoff.objects.filter(case=case).order_by("seq")
