"""Naming a unit's leader or handler by hand (明确对口承办管理单位)."""

from uuid import UUID

from kernel.errors import PermissionDenied
from onboarding.access import administered_unit
from people.actor import Actor
from people.models import ContactDuty, UnitContact, User
from people.services.contacts import appoint_contact
from tenancy.context import in_public


def appoint_unit_contact(
    *, actor: Actor, unit_id: UUID | None, user_id: UUID | None, duty: ContactDuty
) -> UnitContact:
    """From today the person is the unit's leader or handler; the former one no longer is."""
    unit = administered_unit(actor, unit_id)
    with in_public():
        user = User.objects.filter(pk=user_id).first() if user_id else None
        if user is None:
            raise PermissionDenied
        return appoint_contact(unit=unit, user=user, duty=duty)
