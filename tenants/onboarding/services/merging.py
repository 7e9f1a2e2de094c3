"""合村并居、机构撤并: units end, and one takes over their people, lower units and open work.

Three stretches, since no transaction may stand under two roles: the units and people in public
(one transaction: from its end nothing new reaches the old units), then each open case as a custody
command of its own, then the mark that all is carried over. A run that breaks off after the first is
finished by the sweep (`tasks.finish_successions`), which also fetches what was under way meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from hierarchy.models import Kind, Unit, UnitSuccession, today
from hierarchy.onboarding.checking import CODE_LENGTHS, Planned
from hierarchy.onboarding.writing import create_units
from hierarchy.services.history import open_unit
from hierarchy.services.merging import check_merger, merge_into
from hierarchy.services.renaming import NAME_LIMIT, REASON_LIMIT
from kernel.clock import now
from kernel.errors import DomainError
from kernel.text import clean_line
from notices.services.carrying import carry_notices_over
from onboarding.access import administered, administered_unit
from onboarding.errors import OnboardingError
from people.actor import Actor, system_actor
from people.models import Membership
from people.services.succession import carry_people_over
from tenancy.context import WorkspaceRef, in_public, in_workspace, ref_of, workspace_refs
from tickets.services.succeeding import cases_of_unit, held_by, succeed_in_case


@dataclass(frozen=True)
class NewUnit:
    """A unit to be made for the merger (新设), beside the first of those that end."""

    code: str
    name: str


@dataclass
class Moving:
    """What one of the ending units carries over."""

    unit: Unit
    open_cases: int = 0
    in_hand: int = 0
    people: int = 0
    lower_units: int = 0


@dataclass
class Merger:
    """What a merger moves, or moved. `into` is empty in a dry run with a unit still to be made."""

    into: Unit | None
    into_name: str
    moving: list[Moving] = field(default_factory=list)
    done: bool = False


def plan_merger(
    *,
    actor: Actor,
    unit_ids: Collection[UUID],
    into_unit_id: UUID | None = None,
    new_unit: NewUnit | None = None,
) -> Merger:
    """The dry run: what a merger would move. The same refusals, and nothing is written."""
    ending, into, new_unit = _checked(actor, unit_ids, into_unit_id, new_unit)
    name = into.name if into else (new_unit.name if new_unit else "")
    with in_public():
        moving = [_counted(unit) for unit in ending]
    for each in moving:
        with in_workspace(_workspace_of(each.unit)):
            each.open_cases = len(cases_of_unit(each.unit.pk))
            each.in_hand = held_by(each.unit.pk)
    return Merger(into, name, moving)


def merge_units(
    *,
    actor: Actor,
    unit_ids: Collection[UUID],
    reason: str,
    into_unit_id: UUID | None = None,
    new_unit: NewUnit | None = None,
) -> Merger:
    """End the units today; `into_unit_id` or a new unit takes over everything they have open.

    Closed cases keep the old names, and the successor's people see from now on what is open.
    """
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    planned = plan_merger(
        actor=actor, unit_ids=unit_ids, into_unit_id=into_unit_id, new_unit=new_unit
    )
    ending = [each.unit for each in planned.moving]
    with in_public(), transaction.atomic():
        into = planned.into or _made(ending[0], new_unit)
        successions = merge_into(
            unit_ids=[unit.pk for unit in ending],
            into_id=into.pk,
            reason=reason,
            by=actor.user_id,
        )
        for unit in ending:
            carry_people_over(unit=unit, successor=into)
    for succession in successions:
        finish_succession(succession=succession, actor=actor)
    return Merger(into, into.name, planned.moving, done=True)


def finish_succession(*, succession: UnitSuccession, actor: Actor | None = None) -> int:
    """Carry over every open case that the old unit still has a part in; how many there were.

    Idempotent. Without an actor the platform does it.
    """
    unit, successor = succession.unit, succession.successor
    ref = _workspace_of(successor)
    actor = actor or system_actor(ref, unit_id=successor.pk, may=frozenset())
    note = f"{unit.name}撤并，由{successor.name}承接"
    carried = 0
    for each in workspace_refs():
        with in_workspace(each):
            cases = cases_of_unit(unit.pk)
            carry_notices_over(from_unit_id=unit.pk, to_unit_id=successor.pk)
            for case_id in cases:
                carried += succeed_in_case(
                    actor=actor,
                    case_id=case_id,
                    unit=unit,
                    successor=successor,
                    note=note,
                )
    with in_public():
        if succession.finished_at is None:
            succession.finished_at = now()
            succession.save(update_fields=["finished_at"])
    return carried


def _checked(
    actor: Actor,
    unit_ids: Collection[UUID],
    into_unit_id: UUID | None,
    new_unit: NewUnit | None,
) -> tuple[list[Unit], Unit | None, NewUnit | None]:
    administered(actor)
    units = [administered_unit(actor, unit_id) for unit_id in unit_ids]
    if (into_unit_id is None) == (new_unit is None):
        raise DomainError(
            OnboardingError.SUCCESSOR_REQUIRED,
            "请指定一个承接单位，或填写新单位的代码和名称",
            field="intoUnitId",
        )
    if into_unit_id is not None:
        administered_unit(actor, into_unit_id)
        ending, into = check_merger([unit.pk for unit in units], into_unit_id)
        return ending, into, None
    assert new_unit is not None
    if len(units) < 2:
        raise DomainError(
            OnboardingError.SUCCESSOR_REQUIRED, "新设单位至少由两个单位合并而成", field="unitIds"
        )
    for unit in units:
        open_unit(unit.pk, field="unitIds")
    # Any of them shows whether they fit together; the new one stands beside them.
    check_merger([unit.pk for unit in units[1:]], units[0].pk)
    check_merger([units[0].pk], units[1].pk)
    return units, None, _checked_new(units[0], new_unit)


def _checked_new(beside: Unit, new: NewUnit) -> NewUnit:
    code = "".join(new.code.split())
    name = clean_line(new.name, field="newUnit.name", limit=NAME_LIMIT)
    length = CODE_LENGTHS.get(Kind(beside.kind))
    parent = beside.parent
    assert parent is not None
    fits = code.startswith(f"{parent.code}-") if length is None else code.isdigit()
    if not fits or (length is not None and len(code) != length) or not code.isascii():
        wanted = f"{length} 位数字" if length else f"{parent.code}- 开头"
        raise DomainError(
            OnboardingError.UNIT_CODE_TAKEN, f"新单位的代码应为{wanted}", field="newUnit.code"
        )
    if Unit.objects.filter(code=code).exists():
        raise DomainError(
            OnboardingError.UNIT_CODE_TAKEN, f"代码 {code} 已被使用", field="newUnit.code"
        )
    return NewUnit(code, name)


def _made(beside: Unit, new: NewUnit | None) -> Unit:
    assert new is not None
    parent = beside.parent
    assert parent is not None
    planned = Planned(
        0, "".join(new.code.split()), new.name, Kind(beside.kind), beside.level, parent.code
    )
    (made,) = create_units([planned], city_code=beside.path.split("/")[1], since=today())
    return made


def _counted(unit: Unit) -> Moving:
    return Moving(
        unit,
        people=Membership.objects.in_force().filter(unit=unit).count(),
        lower_units=unit.children.filter(valid_to__isnull=True).count(),
    )


def _workspace_of(unit: Unit) -> WorkspaceRef:
    assert unit.workspace is not None, unit
    return ref_of(unit.workspace)


def all_successions() -> list[UnitSuccession]:
    """All there ever were: what comes to an ended unit later is carried over as well."""
    with in_public():
        found = UnitSuccession.objects.select_related("unit", "successor__workspace")
        return list(found.order_by("at"))
