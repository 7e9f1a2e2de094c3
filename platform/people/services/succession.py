"""People of a unit that ended go on in the one that took over."""

from datetime import date

from django.db import transaction

from hierarchy.models import Unit, today
from people.models import ContactDuty, Membership, UnitContact
from people.roles import Role
from people.services.contacts import appoint_contact, end_contact, named_contact
from people.services.memberships import end_membership, grant_membership


@transaction.atomic
def carry_people_over(*, unit: Unit, successor: Unit) -> int:
    """The same roles in the other unit, from today; how many posts were carried over.

    The successor keeps the leader and handler it names; where it names none, the old unit's go on.
    """
    day = today()
    posts = Membership.objects.filter(unit=unit).select_related("user").order_by("id")
    running = [each for each in posts if each.valid_to is None or each.valid_to > day]
    for post in running:
        grant_membership(
            user=post.user,
            unit=successor,
            role=Role(post.role),
            valid_from=max(post.valid_from, day),
            valid_to=post.valid_to,
        )
    for duty in ContactDuty:
        _carry_contact(unit, successor, duty, day)
    for post in running:
        end_membership(membership_id=post.pk, on=max(post.valid_from, day))
    return len(running)


def _carry_contact(unit: Unit, successor: Unit, duty: ContactDuty, day: date) -> None:
    named = named_contact(unit, duty)
    if named is None:
        return
    at_work = UnitContact.objects.in_force().filter(pk=named.pk).exists()
    if at_work and named_contact(successor, duty) is None:
        appoint_contact(unit=successor, user=named.user, duty=duty, on=day)
    end_contact(named, on=day)
