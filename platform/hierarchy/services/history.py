"""What every change of a unit has in common: one at a time, dated, and never forgotten."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max

from hierarchy.errors import UnitError
from hierarchy.models import Change, Unit, UnitVersion, today
from kernel.errors import DomainError

# Changes of the tree are rare, and two at once could make a circle: one at a time.
TREE_LOCK = 12345_04


def lock_tree() -> None:
    """Let no other transaction change the tree until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def open_unit(unit_id: UUID, *, field: str = "unitId") -> Unit:
    """The unit, if it exists and was not closed."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise DomainError(UnitError.UNIT_UNKNOWN, "没有这个单位", field=field)
    if unit.valid_to is not None:
        raise DomainError(UnitError.UNIT_CLOSED, f"{unit.name}已撤销", field=field)
    return unit


def effective_date(unit: Unit, on: date | None) -> date:
    """The day from which a change holds: today at the latest, and after the last change."""
    day = on or today()
    if day > today():
        raise DomainError(UnitError.DATE_IN_FUTURE, "生效日期不能晚于今天", field="on")
    since = current_since(unit)
    if day < since:
        raise DomainError(
            UnitError.DATE_BEFORE_LAST_CHANGE, f"生效日期不能早于上次变更（{since}）", field="on"
        )
    return day


def current_since(unit: Unit) -> date:
    """Since when the unit has been called and belonged as it does now."""
    last: date | None = unit.versions.aggregate(last=Max("valid_to"))["last"]
    return last or unit.valid_from


def keep_version(unit: Unit, change: Change, *, on: date, reason: str, by: UUID | None) -> None:
    """Write down what the unit was until `on`. Call before changing it."""
    UnitVersion.objects.create(
        unit=unit,
        name=unit.name,
        parent_id=unit.parent_id,
        valid_from=current_since(unit),
        valid_to=on,
        change=change,
        reason=reason,
        by=by,
    )
