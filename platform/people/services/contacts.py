"""Who a unit names as its leader and its handler (对口负责人、对口承办人)."""

from datetime import date

from django.db import transaction

from hierarchy.errors import UnitError
from hierarchy.models import Unit, today
from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import ContactDuty, Membership, UnitContact, User


@transaction.atomic
def appoint_contact(
    *, unit: Unit, user: User, duty: ContactDuty, on: date | None = None
) -> UnitContact:
    """Name a person for a unit from a day on; whoever was named until then no longer is.

    The person must work in the unit that day. Naming the same person again changes nothing.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    day = on or today()
    if unit.valid_to is not None:
        raise DomainError(UnitError.UNIT_CLOSED, f"{unit.name}已撤销", field="unitId")
    if not (user.is_active and _works_in(user, unit, day)):
        raise DomainError(
            PeopleError.CONTACT_NOT_MEMBER,
            f"{user.name}不是{unit.name}的在岗人员，请先添加任职",
            field="userId",
        )
    present = named_contact(unit, duty)
    if present is not None:
        if present.user_id == user.pk:
            return present
        if day < present.valid_from:
            raise DomainError(
                PeopleError.DATES_OUT_OF_ORDER,
                f"起始日期不能早于现任的起始日期（{present.valid_from}）",
                field="on",
            )
        end_contact(present, on=day)
    return UnitContact.objects.create(unit=unit, user=user, duty=duty, valid_from=day)


def named_contact(unit: Unit, duty: ContactDuty) -> UnitContact | None:
    """The one named without an end, locked."""
    found = UnitContact.objects.select_for_update().filter(unit=unit, duty=duty)
    return found.filter(valid_to__isnull=True).first()


def end_contact(contact: UnitContact, *, on: date | None = None) -> UnitContact:
    """Nobody is named any more from a day on."""
    contact.valid_to = max(on or today(), contact.valid_from)
    contact.save(update_fields=["valid_to"])
    return contact


def _works_in(user: User, unit: Unit, day: date) -> bool:
    return Membership.objects.on(day).filter(user=user, unit=unit).exists()
