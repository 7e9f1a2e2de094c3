"""撤并: several units become one."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from hierarchy.errors import UnitError
from hierarchy.facts import UnitSucceeded
from hierarchy.models import DIVISIONS, Unit, UnitSuccession
from hierarchy.services.closing import close_unit
from hierarchy.services.history import lock_tree, open_unit
from hierarchy.services.moving import move_unit
from kernel.errors import DomainError
from outbox.publisher import publish
from tenancy.context import workspace_refs

INTO = "intoUnitId"
MOST_AT_ONCE = 50


def check_merger(unit_ids: Collection[UUID], into_id: UUID) -> tuple[list[Unit], Unit]:
    """The units that end and the one that takes over, or the reason against it."""
    into = open_unit(into_id, field=INTO)
    ending = [open_unit(unit_id, field="unitIds") for unit_id in dict.fromkeys(unit_ids)]
    ending = [unit for unit in ending if unit.pk != into.pk]
    if not ending or len(ending) > MOST_AT_ONCE:
        raise DomainError(
            UnitError.UNIT_UNCHANGED, "请选择要并入的其他单位（一次最多 50 个）", field="unitIds"
        )
    for unit in ending:
        _check_pair(unit, into)
    return ending, into


def _check_pair(unit: Unit, into: Unit) -> None:
    if unit.parent_id is None or unit.kind in {"city", "county"}:
        raise DomainError(
            UnitError.UNIT_IS_ROOT, f"{unit.name}是工作区的根单位，不能撤并", field="unitIds"
        )
    if unit.workspace_id != into.workspace_id:
        raise DomainError(
            UnitError.UNIT_OTHER_WORKSPACE, f"{unit.name}属于另一个工作区", field="unitIds"
        )
    if into.path.startswith(unit.path):
        raise DomainError(
            UnitError.UNIT_UNDER_ITSELF, f"{into.name}是{unit.name}的下级，不能承接", field=INTO
        )
    divisions = {unit.kind in DIVISIONS, into.kind in DIVISIONS}
    if divisions == {True, False} or (True in divisions and unit.kind != into.kind):
        raise DomainError(
            UnitError.UNIT_WRONG_LEVEL, f"{unit.name}与{into.name}不是同类单位", field=INTO
        )


@transaction.atomic
def merge_into(
    *,
    unit_ids: Collection[UUID],
    into_id: UUID,
    reason: str,
    on: date | None = None,
    by: UUID | None = None,
) -> list[UnitSuccession]:
    """End the units from a day on; `into` takes over their lower units and their work.

    From the end of this transaction nothing new can be given to them. Their people and tickets
    are carried over by whoever calls.
    """
    lock_tree()
    ending, into = check_merger(unit_ids, into_id)
    made = []
    for unit in ending:
        for below in unit.children.filter(valid_to__isnull=True).order_by("code"):
            move_unit(unit_id=below.pk, parent_id=into.pk, reason=reason, on=on, by=by)
        closed = close_unit(unit_id=unit.pk, reason=reason, on=on, by=by)
        assert closed.valid_to is not None
        made.append(
            UnitSuccession.objects.create(
                unit=unit, successor=into, day=closed.valid_to, reason=reason, by=by
            )
        )
        for ref in workspace_refs():
            publish(
                UnitSucceeded(
                    workspace=ref.schema, from_unit_id=str(unit.pk), to_unit_id=str(into.pk)
                )
            )
    return made
