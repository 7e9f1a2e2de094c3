from datetime import date
from uuid import UUID

from django.db import transaction

from hierarchy.errors import UnitError
from hierarchy.models import Change, Unit
from hierarchy.services.history import effective_date, keep_version, lock_tree, open_unit
from kernel.errors import DomainError
from kernel.text import clean_line
from tenancy.slugs import search_pinyin

NAME_LIMIT = 100
REASON_LIMIT = 200


@transaction.atomic
def rename_unit(
    *, unit_id: UUID, name: str, reason: str, on: date | None = None, by: UUID | None = None
) -> Unit:
    """Give a unit a new name from a day on (更名). A workspace keeps its path and schema."""
    lock_tree()
    unit = open_unit(unit_id)
    name = clean_line(name, field="name", limit=NAME_LIMIT)
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    if name == unit.name:
        raise DomainError(UnitError.UNIT_UNCHANGED, "名称没有变化", field="name")
    day = effective_date(unit, on)

    keep_version(unit, Change.RENAMED, on=day, reason=reason, by=by)
    unit.name = name
    unit.pinyin = search_pinyin(name)
    unit.save(update_fields=["name", "pinyin"])
    return unit
