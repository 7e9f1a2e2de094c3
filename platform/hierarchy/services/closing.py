from datetime import date
from uuid import UUID

from django.db import transaction

from hierarchy.errors import UnitError
from hierarchy.models import Change, Unit
from hierarchy.services.history import effective_date, keep_version, lock_tree, open_unit
from hierarchy.services.renaming import REASON_LIMIT
from kernel.errors import DomainError
from kernel.text import clean_line


@transaction.atomic
def close_unit(
    *, unit_id: UUID, reason: str, on: date | None = None, by: UUID | None = None
) -> Unit:
    """End a unit from a day on (撤销). Its history and its tickets stay readable."""
    lock_tree()
    unit = open_unit(unit_id)
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    if unit.parent_id is None or unit.kind in {"city", "county"}:
        raise DomainError(UnitError.UNIT_IS_ROOT, f"{unit.name}是工作区的根单位，不能撤销")
    if unit.children.filter(valid_to__isnull=True).exists():
        raise DomainError(
            UnitError.UNIT_HAS_CHILDREN, f"{unit.name}还有下级单位，请先调整或撤销下级单位"
        )
    day = effective_date(unit, on)

    keep_version(unit, Change.CLOSED, on=day, reason=reason, by=by)
    unit.valid_to = day
    unit.save(update_fields=["valid_to"])
    return unit
