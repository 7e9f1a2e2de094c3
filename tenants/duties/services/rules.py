"""How long a call waits before the next one is called."""

from django.db import transaction

from duties.errors import DutyError
from duties.models import DutyRule
from duties.selectors import DEFAULT_MINUTES, acknowledge_minutes
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tickets.access import centre_of, home_of

AT_MOST = 60


def seed_rule(_ref: WorkspaceRef) -> None:
    """Give a new workspace the default; what it has already is left as it is."""
    if not DutyRule.objects.exists():
        DutyRule.objects.create(acknowledge_minutes=DEFAULT_MINUTES, since=now())


def set_acknowledge_minutes(*, actor: Actor, minutes: int) -> int:
    """Change it for calls from now on. Saying the same again changes nothing."""
    if not actor.may("administer", centre_of(home_of(actor))):
        raise PermissionDenied
    if not 1 <= minutes <= AT_MOST:
        raise DomainError(
            DutyError.ACKNOWLEDGE_MINUTES, "应答时限须为 1 到 60 分钟，请修改", field="minutes"
        )
    if minutes != acknowledge_minutes():
        with transaction.atomic():
            DutyRule.objects.create(acknowledge_minutes=minutes, since=now(), set_by=actor.user_id)
    return minutes
