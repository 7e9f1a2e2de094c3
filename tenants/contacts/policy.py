"""The workspace's numbers: how many chases alert, how long an ended request can be reopened."""

from contacts.errors import ContactError
from contacts.models import ContactPolicy
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from people.actor import Actor
from tickets.access import centre_of, home_of

CHASES_PER_ALERT = 3
REOPEN_DAYS = 15
CHASES = range(1, 101)
DAYS = range(0, 366)


def current_policy() -> ContactPolicy:
    """What holds now in the current workspace; the defaults until somebody changed them."""
    newest = ContactPolicy.objects.order_by("-valid_from", "-id").first()
    return newest or ContactPolicy(
        chases_per_alert=CHASES_PER_ALERT, reopen_days=REOPEN_DAYS, valid_from=now()
    )


def change_policy(
    *, actor: Actor, chases_per_alert: int | None = None, reopen_days: int | None = None
) -> ContactPolicy:
    """Change the numbers from now on, as the centre's administrator. POLICY_OUT_OF_RANGE."""
    if not actor.may("administer", centre_of(home_of(actor))):
        raise PermissionDenied
    before = current_policy()
    chases = before.chases_per_alert if chases_per_alert is None else chases_per_alert
    days = before.reopen_days if reopen_days is None else reopen_days
    if chases not in CHASES:
        raise _out_of_range("催问次数", CHASES, "chasesPerAlert")
    if days not in DAYS:
        raise _out_of_range("可恢复办理的天数", DAYS, "reopenDays")
    return ContactPolicy.objects.create(
        id=uuid7(),
        chases_per_alert=chases,
        reopen_days=days,
        valid_from=now(),
        changed_by=actor.user_id,
        changed_by_name=actor.name,
    )


def _out_of_range(what: str, allowed: range, field: str) -> DomainError:
    return DomainError(
        ContactError.POLICY_OUT_OF_RANGE,
        f"{what}须在 {allowed[0]} 到 {allowed[-1]} 之间",
        field=field,
    )
