"""Carrying rows about people out, and taking them back."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group

from hierarchy.models import Unit, today
from onboarding.kinds.posts import Post, present_post, wanted_dates
from people.models import ContactDuty, Membership, UnitContact, UnitGroupPermission, User
from people.services.contacts import appoint_contact, named_contact
from people.services.memberships import grant_membership, keep_in_step
from spreadsheets.kinds import Planned, Touched
from spreadsheets.restoring import in_use, made, restore, values_of

MEMBERSHIP = ("user_id", "unit_id", "role", "valid_from", "valid_to")
CONTACT = ("user_id", "unit_id", "duty", "valid_from", "valid_to")


def write_membership(row: Planned[Post], user: User) -> Iterable[Touched]:
    """Begin the post, or give the one there is the dates of the row."""
    line, unit = row.data.line, row.data.unit
    present = present_post(user, row.data)
    if present is None:
        membership = grant_membership(
            user=user,
            unit=unit,
            role=line["role"],
            valid_from=line["since"],
            valid_to=line["until"],
        )
        yield made("membership", membership, MEMBERSHIP, row.label)
        return
    since, until = wanted_dates(row.data, present)
    if (present.valid_from, present.valid_to) == (since, until):
        return
    before = values_of(present, MEMBERSHIP)
    present.valid_from, present.valid_to = since, until
    present.save(update_fields=["valid_from", "valid_to"])
    keep_in_step(user)
    yield Touched(
        what="membership",
        object_id=present.pk,
        label=row.label,
        before=before,
        after=values_of(present, MEMBERSHIP),
    )


def write_contact(
    unit: Unit, user: User, duty: ContactDuty, since: date | None
) -> Iterable[Touched]:
    """Have the unit name the person; whoever it named before no longer is."""
    present = named_contact(unit, duty)
    if present is not None and present.user_id == user.pk:
        return
    before = values_of(present, CONTACT) if present else None
    on = max(since or today(), present.valid_from) if present else since
    named = appoint_contact(unit=unit, user=user, duty=duty, on=on)
    label = f"{unit.name}{duty.label}"
    if present is not None:
        ended = UnitContact.objects.get(pk=present.pk)
        yield Touched(
            what="contact",
            object_id=ended.pk,
            label=label,
            before=before,
            after=values_of(ended, CONTACT),
        )
    yield made("contact", named, CONTACT, label)


def undo_membership(touched: Touched) -> None:
    """Take a post back; RUN_IN_USE if the unit names the person, who has no other post there."""
    there = Membership.objects.select_related("user").filter(pk=touched.object_id).first()
    if there is not None and touched.before is None:
        others = Membership.objects.filter(user=there.user, unit=there.unit).exclude(pk=there.pk)
        named = UnitContact.objects.filter(user=there.user, unit=there.unit)
        if named.exists() and not others.exists():
            raise in_use(touched.label, "已被指定为对口负责人或承办人")
    restore(Membership, touched)
    assert there is not None
    keep_in_step(there.user)
    if touched.before is None:
        _forget_group(there.group_id)


def _forget_group(group_id: int) -> None:
    """A group exists for its memberships; without any it would keep the unit from being undone."""
    if not Membership.objects.filter(group=group_id).exists():
        UnitGroupPermission.objects.filter(group=group_id).delete()
        Group.objects.filter(pk=group_id).delete()
