"""One group per unit and role; its permissions on the unit are those of the role table."""

from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from hierarchy.models import PERMISSIONS, Unit
from people.models import Membership, UnitGroupPermission
from people.roles import ROLES, Role


def group_name(*, unit: Unit, role: Role) -> str:
    """The stable name of a group: a unit's code never changes."""
    return f"{unit.code}:{role.value}"


def group_of(*, unit: Unit, role: Role) -> Group:
    """The group of a unit and role, made with its permissions if it is new."""
    group, created = Group.objects.get_or_create(name=group_name(unit=unit, role=role))
    if created:
        _insert({(group.pk, unit.pk, codename) for codename in ROLES[role]})
    return group


@transaction.atomic
def align_role_grants() -> int:
    """After the role table changed with a release: give every group exactly what it says.

    Idempotent; the number of grants added and taken away.
    """
    groups = Membership.objects.values_list("group_id", "unit_id", "role").distinct()
    wanted = {
        (group_id, unit_id, codename)
        for group_id, unit_id, role in groups
        for codename in ROLES[Role(role)]
    }
    there = {
        (group_id, unit_id, codename): pk
        for pk, group_id, unit_id, codename in UnitGroupPermission.objects.values_list(
            "pk", "group_id", "content_object_id", "permission__codename"
        )
    }
    gone = [there[each] for each in there.keys() - wanted]
    UnitGroupPermission.objects.filter(pk__in=gone).delete()
    return len(gone) + _insert(wanted - there.keys())


def _insert(grants: set[tuple[int, UUID, str]]) -> int:
    if not grants:
        return 0
    ids = _permission_ids()
    rows = [
        UnitGroupPermission(
            group_id=group_id, content_object_id=unit_id, permission_id=ids[codename]
        )
        for group_id, unit_id, codename in sorted(grants, key=str)
    ]
    UnitGroupPermission.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    return len(rows)


def _permission_ids() -> dict[str, int]:
    found = Permission.objects.filter(
        content_type__app_label="hierarchy", content_type__model="unit", codename__in=PERMISSIONS
    )
    return dict(found.values_list("codename", "id"))
