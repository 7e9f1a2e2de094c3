"""The limits a workspace begins with."""

from clocks.defaults import DEFAULTS
from clocks.models import ClockPolicy
from kernel.clock import now
from tenancy.context import WorkspaceRef


def seed_policies(ref: WorkspaceRef) -> None:
    """Give a new workspace the default limits. What it has already is left as it is."""
    wanted = {
        (each.purpose.value, each.kind, each.urgency, "", each.unit_kind): each for each in DEFAULTS
    }
    for criteria in ClockPolicy.objects.values_list(
        "purpose", "kind", "urgency", "category", "unit_kind"
    ).distinct():
        wanted.pop(criteria, None)
    at = now()
    ClockPolicy.objects.bulk_create(
        ClockPolicy(
            purpose=purpose,
            kind=kind,
            urgency=urgency,
            category=category,
            unit_kind=unit_kind,
            limit_value=each.value,
            limit_unit=each.unit,
            valid_from=at,
        )
        for (purpose, kind, urgency, category, unit_kind), each in wanted.items()
    )
