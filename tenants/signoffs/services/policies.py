"""Which acts need the leader, and who signs while the leader is away."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from hierarchy.models import today
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from people.models import Membership
from people.roles import OUTSOURCED
from people.selectors import names_of
from signoffs.errors import SignOffError
from signoffs.models import DEFAULT_ACTS, Act, SignOffPolicy, Substitution
from tickets.access import centre_of, home_of


@transaction.atomic
def set_sign_off_policy(
    *, actor: Actor, unit_id: UUID, acts: Sequence[Act] | None = None
) -> SignOffPolicy:
    """Say which acts of a unit need its leader from now on; without acts, the usual ones."""
    _authorise(actor, unit_id)
    chosen = DEFAULT_ACTS if acts is None else acts
    return SignOffPolicy.objects.create(
        unit_id=unit_id,
        acts=sorted({Act(act).value for act in chosen}),
        since=now(),
        set_by=actor.user_id,
        set_by_name=actor.name,
    )


@transaction.atomic
def name_substitute(
    *, actor: Actor, unit_id: UUID, user_id: UUID, first_day: date, last_day: date
) -> Substitution:
    """Have somebody of the unit sign from one day to another (A/B岗), both included.

    Said again while it holds, it is the same substitution.
    """
    _authorise(actor, unit_id)
    if last_day < max(first_day, today()):
        raise DomainError(
            SignOffError.DATES_IN_PAST, "替岗截止日期不能早于起始日期或今天", field="lastDay"
        )
    if user_id == actor.user_id:
        raise DomainError(SignOffError.OWN_SUBSTITUTE, "不能指定本人替岗", field="userId")
    inside = Membership.objects.in_force().filter(user_id=user_id, unit_id=unit_id)
    if not inside.exclude(role__in=sorted(OUTSOURCED)).exists():
        raise DomainError(SignOffError.NOT_A_MEMBER, "替岗人员须是本单位在岗人员", field="userId")
    said = {
        "unit_id": unit_id,
        "leader_id": actor.user_id,
        "substitute_id": user_id,
        "first_day": first_day,
        "last_day": last_day,
    }
    earlier = Substitution.objects.filter(**said, ended_at=None).first()
    return earlier or Substitution.objects.create(
        **said, substitute_name=names_of([user_id]).get(user_id, ""), created_at=now()
    )


@transaction.atomic
def end_substitution(*, actor: Actor, substitution_id: UUID) -> Substitution:
    """The leader is back: the substitute signs no more. Repeating changes nothing."""
    found = Substitution.objects.select_for_update().filter(pk=substitution_id).first()
    if found is None:
        raise PermissionDenied
    _authorise(actor, found.unit_id)
    if found.ended_at is None:
        found.ended_at = now()
        found.save(update_fields=["ended_at"])
    return found


def _authorise(actor: Actor, unit_id: UUID) -> None:
    """The unit's leader, or whoever administers it or the workspace."""
    centre = centre_of(home_of(actor))
    if not (
        actor.may("sign_off", unit_id)
        or actor.may("administer", unit_id)
        or actor.may("administer", centre)
    ):
        raise PermissionDenied
