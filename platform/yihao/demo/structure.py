"""The demo city's units, workspaces and people."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hierarchy.models import Unit
from hierarchy.onboarding.city import onboard_city
from hierarchy.onboarding.workspaces import Step, in_silence
from kernel.clock import now
from people.models import ContactDuty, Membership, User
from people.roles import Role
from people.services.contacts import appoint_contact, named_contact
from people.services.memberships import grant_membership
from people.services.second_factor import (
    FactorState,
    code_at,
    confirm_second_factor,
    enrol_second_factor,
    second_factor_of,
)
from tenancy.context import in_public
from yihao.demo.people import (
    CITY,
    DEPARTMENTS,
    DIVISIONS,
    PASSWORD,
    SECOND_FACTORS,
    Person,
    demo_people,
)

# The roles whose first holder a unit names to the hotline.
DUTIES = {
    Role.MANAGER: ContactDuty.LEADER,
    Role.DISPATCHER: ContactDuty.HANDLER,
    Role.HANDLER: ContactDuty.HANDLER,
}
SINCE = date(2019, 7, 11)  # the day of the plan


def build_structure(*, step: Step = in_silence) -> tuple[int, int]:
    """Units, workspaces and people. How many units and people were not there before."""
    units = 0
    for table in (DIVISIONS, DEPARTMENTS):
        outcome, _ = onboard_city(path=table, city_code=CITY, since=SINCE, step=step)
        units += outcome.created
    return units, add_people()


def add_people() -> int:
    """Add the people who are missing, and the posts they never held. How many were missing."""
    everybody = demo_people()
    with in_public(), transaction.atomic():
        users = _users(everybody)
        held = set(
            Membership.objects.filter(user__in=users.values()).values_list(
                "user__username", "unit__code", "role"
            )
        )
        wanted = [(person, code, role) for person in everybody for code, role in person.posts]
        missing = [each for each in wanted if (each[0].username, each[1], each[2]) not in held]
        codes = {code for _, code, _ in missing}
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
        for person, code, role in missing:
            grant_membership(
                user=users[person.username], unit=units[code], role=role, valid_from=SINCE
            )
            duty = DUTIES.get(role)
            if duty is not None and named_contact(units[code], duty) is None:
                appoint_contact(unit=units[code], user=users[person.username], duty=duty, on=SINCE)
        for username in SECOND_FACTORS:
            _enrol(users[username])
    return len({person.username for person, _, _ in missing})


def _enrol(user: User) -> None:
    """Give a demo person a code generator, unless they have one or changed their password."""
    if second_factor_of(user.pk)[0] is FactorState.NONE and user.check_password(PASSWORD):
        enrol_second_factor(user=user, password=PASSWORD)
        confirm_second_factor(user=user, code=code_at(user, now()))


def _users(everybody: list[Person]) -> dict[str, User]:
    """All demo users by name; the missing ones are added under one hash, made once."""
    names = [person.username for person in everybody]
    there = {user.username: user for user in User.objects.filter(username__in=names)}
    missing = [person for person in everybody if person.username not in there]
    if missing:
        password = make_password(PASSWORD)
        new = [
            User(username=person.username, name=person.name, password=password)
            for person in missing
        ]
        User.objects.bulk_create(new)
        there |= {user.username: user for user in new}
    return there
