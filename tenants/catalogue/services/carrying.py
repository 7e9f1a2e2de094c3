"""A unit ended: rows that have it lead or assist name its successor from today on."""

from uuid import UUID

from django.db.models import Q

from catalogue.models import CatalogueAssist, CatalogueRow
from catalogue.services.rules import lock_rules
from hierarchy.models import Unit, today
from hierarchy.selectors import present_unit

SAME = (
    *("category", "area_id", "level", "territorial", "legal_basis", "standard"),
    *("limit_value", "limit_unit", "precedent_id"),
)


def carry_rules_over(_message_id: UUID, payload: dict[str, str]) -> None:
    """Each such row that holds, or will, ends; a version with the successor takes its place.

    Givings made by the old version still name it. Areas stay: what a row says of a place that
    was merged, people decide.
    """
    old, new = UUID(payload["from_unit_id"]), present_unit(payload["to_unit_id"])
    lock_rules()
    helped = CatalogueAssist.objects.filter(unit_id=old).values("row")
    open_ = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    for row in CatalogueRow.objects.filter(open_ & (Q(lead_id=old) | Q(pk__in=helped))):
        _replace(row, old, new)


def _replace(row: CatalogueRow, old: UUID, new: Unit) -> None:
    day, until = max(today(), row.valid_from), row.valid_to
    assists = list(row.assists.order_by("position").values_list("unit_id", flat=True))
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    lead = new.pk if row.lead_id == old else row.lead_id
    after = CatalogueRow.objects.create(
        **{name: getattr(row, name) for name in SAME},
        lead_id=lead,
        valid_from=day,
        valid_to=until,
    )
    helping = dict.fromkeys(new.pk if unit == old else unit for unit in assists)
    CatalogueAssist.objects.bulk_create(
        CatalogueAssist(row=after, unit_id=unit, position=position)
        for position, unit in enumerate((each for each in helping if each != lead), start=1)
    )
