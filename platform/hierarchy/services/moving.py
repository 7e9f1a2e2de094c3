from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from hierarchy.errors import UnitError
from hierarchy.models import DIVISIONS, Change, Unit
from hierarchy.services.history import effective_date, keep_version, lock_tree, open_unit
from hierarchy.services.renaming import REASON_LIMIT
from kernel.errors import DomainError
from kernel.text import clean_line

PARENT = "parentUnitId"


@transaction.atomic
def move_unit(
    *, unit_id: UUID, parent_id: UUID, reason: str, on: date | None = None, by: UUID | None = None
) -> Unit:
    """Put a unit, with all below it, under another of the same workspace (调整隶属)."""
    lock_tree()
    unit = open_unit(unit_id)
    parent = open_unit(parent_id, field=PARENT)
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    check_place(unit, parent)
    day = effective_date(unit, on)

    keep_version(unit, Change.MOVED, on=day, reason=reason, by=by)
    _rewrite_paths(unit, parent)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    unit.refresh_from_db(fields=["path", "level"])
    return unit


def check_place(unit: Unit, parent: Unit) -> None:
    """Raise unless `unit` may stand under `parent`."""
    if unit.parent_id is None or unit.kind in {"city", "county"}:
        raise DomainError(UnitError.UNIT_IS_ROOT, f"{unit.name}是工作区的根单位，不能调整")
    if parent.path.startswith(unit.path):
        raise DomainError(
            UnitError.UNIT_UNDER_ITSELF, "不能调整到本单位或其下级单位之下", field=PARENT
        )
    if parent.pk == unit.parent_id:
        raise DomainError(UnitError.UNIT_UNCHANGED, "隶属关系没有变化", field=PARENT)
    if parent.workspace_id != unit.workspace_id:
        raise DomainError(
            UnitError.UNIT_OTHER_WORKSPACE, f"{parent.name}属于另一个工作区", field=PARENT
        )
    if unit.kind in DIVISIONS and not (parent.kind in DIVISIONS and parent.level < unit.level):
        raise DomainError(
            UnitError.UNIT_WRONG_LEVEL, f"{unit.name}不能隶属于{parent.name}", field=PARENT
        )


def _rewrite_paths(unit: Unit, parent: Unit) -> None:
    subtree = Unit.objects.filter(path__startswith=unit.path)
    if unit.kind not in DIVISIONS:  # a department stands at the level of its body
        subtree.update(level=parent.level)
    subtree.update(
        path=Concat(Value(f"{parent.path}{unit.code}/"), Substr(F("path"), len(unit.path) + 1))
    )
