"""Memberships, and the groups of guardian that follow them."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from hierarchy.errors import UnitError
from hierarchy.models import Unit, today
from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import Membership, User, UserGroup
from people.roles import OUTSOURCED, Role, decides
from people.services.grants import group_of


@transaction.atomic
def grant_membership(
    *,
    user: User,
    unit: Unit,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a person a role in a unit. One that overlaps it already is returned as it is."""
    User.objects.select_for_update().get(pk=user.pk)
    since = valid_from or today()
    if valid_to is not None and valid_to <= since:
        raise DomainError(PeopleError.DATES_OUT_OF_ORDER, "终止日期应晚于起始日期", field="validTo")
    if unit.valid_to is not None:
        raise DomainError(UnitError.UNIT_CLOSED, f"{unit.name}已撤销", field="unitId")
    meanwhile = _overlapping(user, since, valid_to)
    existing = meanwhile.filter(unit=unit, role=role).first()
    if existing is not None:
        return existing
    _refuse_conflict(meanwhile, role)

    membership = Membership.objects.create(
        user=user,
        unit=unit,
        role=role,
        group=group_of(unit=unit, role=role),
        valid_from=since,
        valid_to=valid_to,
    )
    keep_in_step(user)
    return membership


@transaction.atomic
def end_membership(*, membership_id: UUID, on: date | None = None) -> Membership:
    """End a role from a day on; from then its grants are gone."""
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    day = on or today()
    if membership.valid_to is not None and membership.valid_to <= day:
        raise DomainError(PeopleError.MEMBERSHIP_ENDED, "该任职已经终止")
    if day < membership.valid_from:
        raise DomainError(PeopleError.DATES_OUT_OF_ORDER, "终止日期早于起始日期", field="on")

    membership.valid_to = day
    membership.save(update_fields=["valid_to"])
    keep_in_step(membership.user)
    return membership


def keep_in_step(user: User) -> None:
    """Put a person into exactly the groups of their memberships in force."""
    wanted = set(Membership.objects.in_force().filter(user=user).values_list("group_id", flat=True))
    there = dict(UserGroup.objects.filter(user=user).values_list("group_id", "id"))
    gone = [there[group_id] for group_id in there.keys() - wanted]
    if gone:
        UserGroup.objects.filter(pk__in=gone).delete()
    UserGroup.objects.bulk_create(
        (UserGroup(user=user, group_id=group_id) for group_id in sorted(wanted - there.keys())),
        ignore_conflicts=True,
    )


def keep_all_in_step() -> int:
    """Bring groups up to date with the calendar: memberships that began or ended. Count of people.

    Idempotent; run every night. An ended membership grants nothing meanwhile.
    """
    wanted = set(Membership.objects.in_force().values_list("user_id", "group_id"))
    there = set(UserGroup.objects.values_list("user_id", "group_id"))
    changed = {user_id for user_id, _ in wanted ^ there}
    for user in User.objects.filter(pk__in=changed).order_by("pk"):
        with transaction.atomic():
            keep_in_step(User.objects.select_for_update().get(pk=user.pk))
    return len(changed)


def _overlapping(user: User, since: date, until: date | None) -> QuerySet[Membership]:
    found = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since), user=user)
    return found if until is None else found.filter(valid_from__lt=until)


def _refuse_conflict(meanwhile: QuerySet[Membership], role: Role) -> None:
    """Who is staffed from outside never dispatches, reviews or decides (R12)."""
    held = {Role(each) for each in meanwhile.values_list("role", flat=True)}
    outside, deciding = held & OUTSOURCED, any(decides(each) for each in held)
    if (role in OUTSOURCED and deciding) or (decides(role) and outside):
        raise DomainError(
            PeopleError.ROLES_CONFLICT, "外包岗位人员不能同时担任派遣、复核等管理岗位", field="role"
        )
