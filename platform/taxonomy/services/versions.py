"""Writing versions: one city's set changes one step at a time, dated, and the past stays."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from hierarchy.models import today
from kernel.errors import DomainError
from taxonomy.errors import TaxonomyError
from taxonomy.models import Version

# Changes are rare, and two at once could both open a version of one code: one at a time.
SET_LOCK = 12345_07

V = TypeVar("V", bound=Version)


def lock_sets() -> None:
    """Let no other transaction change any city's set until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SET_LOCK])


def effective_day(on: date | None) -> date:
    """The day from which a change holds: today or later. Raises DATE_IN_PAST."""
    day = on or today()
    if day < today():
        raise DomainError(
            TaxonomyError.DATE_IN_PAST, "生效日期不能早于今天：已发生的不得改写", field="on"
        )
    return day


def write_version(
    model: type[V], *, city_id: UUID, code: str, day: date, by: UUID | None, values: dict[str, Any]
) -> V:
    """Have a code mean `values` from a day on. What it means already is left as it is."""
    lock_sets()
    present: V | None = open_version(model, city_id=city_id, code=code)
    _check_order(model, city_id, code, present, day)
    if present is not None:
        if all(getattr(present, name) == value for name, value in values.items()):
            return present
        end_version(present, day=day, by=by)
    return model._default_manager.create(
        city_id=city_id, code=code, valid_from=day, by=by, **values
    )


def open_version(model: type[V], *, city_id: UUID, code: str) -> V | None:
    """The last version of a code, if nothing ends it."""
    return model._default_manager.filter(city=city_id, code=code, valid_to__isnull=True).first()


def end_version(version: Version, *, day: date, by: UUID | None) -> None:
    """Close a version: from the day on it does not hold."""
    if day < version.valid_from:
        raise _before_last_change(version.valid_from)
    version.valid_to = day
    version.ended_by = by
    version.save(update_fields=["valid_to", "ended_by"])


def _check_order(model: type[V], city_id: UUID, code: str, present: V | None, day: date) -> None:
    ended = model._default_manager.filter(city=city_id, code=code, valid_to__gt=day)
    last = ended.order_by("-valid_to").first()
    if present is None and last is not None and last.valid_to is not None:
        raise _before_last_change(last.valid_to)


def _before_last_change(day: date) -> DomainError:
    return DomainError(
        TaxonomyError.DATE_BEFORE_LAST_CHANGE,
        f"生效日期不能早于上次变更（{day}）",
        field="on",
    )
