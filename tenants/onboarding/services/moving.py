"""人员调动: somebody leaves a unit for another; nothing of theirs is left lying."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from hierarchy.models import Unit, today
from hierarchy.services.renaming import REASON_LIMIT
from kernel.errors import DomainError, PermissionDenied
from kernel.text import clean_line
from onboarding.access import administered_unit
from onboarding.errors import OnboardingError
from people.actor import Actor
from people.handovers import Leaving, all_handovers
from people.models import ContactDuty, Membership, UnitContact, User
from people.roles import Role
from people.services.contacts import appoint_contact
from people.services.memberships import end_membership, grant_membership
from tenancy.context import in_public, in_workspace, ref_of


@dataclass
class MemberMove:
    """What moves with a person, and what goes to the successor: label → count."""

    user: User
    from_unit: Unit
    to_unit: Unit
    roles: list[Role]
    handed_over: dict[str, int] = field(default_factory=dict)
    done: bool = False


def plan_move(
    *,
    actor: Actor,
    user_id: UUID | None,
    from_unit_id: UUID | None,
    to_unit_id: UUID | None,
    role: Role | None = None,
) -> MemberMove:
    """The dry run: what a move would take along, and what needs a successor."""
    source = administered_unit(actor, from_unit_id)
    target = administered_unit(actor, to_unit_id)
    with in_public():
        user = User.objects.filter(pk=user_id).first() if user_id else None
        if user is None:
            raise PermissionDenied
        posts = _posts(user, source)
        if not posts:
            raise DomainError(
                OnboardingError.NOT_A_MEMBER,
                f"{user.name}不在{source.name}任职",
                field="fromUnitId",
            )
        if source.pk == target.pk or target.valid_to is not None:
            raise DomainError(
                OnboardingError.NOT_A_MEMBER, "请选择另一个现有单位", field="toUnitId"
            )
        roles = [role] if role else [Role(post.role) for post in posts]
        handed = {each.get_duty_display(): 1 for each in _contacts(user, source)}
    leaving = Leaving(by=actor, user_id=user.pk, unit_id=source.pk)
    assert source.workspace is not None
    with in_workspace(ref_of(source.workspace)):
        counted = {each.label: each.count(leaving) for each in all_handovers()}
    handed |= {label: number for label, number in counted.items() if number}
    return MemberMove(user, source, target, roles, handed)


def move_member(
    *,
    actor: Actor,
    user_id: UUID | None,
    from_unit_id: UUID | None,
    to_unit_id: UUID | None,
    reason: str,
    role: Role | None = None,
    successor_id: UUID | None = None,
) -> MemberMove:
    """End the person's posts in one unit and begin them in the other, today.

    Open tickets stay with the unit. What hangs on the person there (对口, 值班, 未完成的登记) goes
    to `successor_id`, who must work in the unit; SUCCESSOR_REQUIRED says what there is.
    """
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    move = plan_move(
        actor=actor,
        user_id=user_id,
        from_unit_id=from_unit_id,
        to_unit_id=to_unit_id,
        role=role,
    )
    with in_public():
        successor = _successor(move, successor_id)
        with transaction.atomic():  # refuse what cannot be before anything is handed over
            _move_posts(move, successor)
            transaction.set_rollback(True)
    if successor is not None:
        _pass_on(actor, move, successor, reason)
    with in_public(), transaction.atomic():
        _move_posts(move, successor)
    move.done = True
    return move


def _posts(user: User, unit: Unit) -> list[Membership]:
    found = Membership.objects.filter(user=user, unit=unit).order_by("id")
    return [post for post in found if post.valid_to is None or post.valid_to > today()]


def _contacts(user: User, unit: Unit) -> list[UnitContact]:
    found = UnitContact.objects.filter(user=user, unit=unit, valid_to__isnull=True)
    return list(found.order_by("duty"))


def _successor(move: MemberMove, successor_id: UUID | None) -> User | None:
    if successor_id is None:
        if move.handed_over:
            listed = "、".join(f"{label} {count} 项" for label, count in move.handed_over.items())
            raise DomainError(
                OnboardingError.SUCCESSOR_REQUIRED,
                f"{move.user.name}在{move.from_unit.name}还有{listed}，请指定接手人",
                field="successorId",
            )
        return None
    found = User.objects.filter(pk=successor_id, is_active=True).first()
    there = Membership.objects.in_force().filter(user=found, unit=move.from_unit)
    if found is None or found.pk == move.user.pk or not there.exists():
        raise DomainError(
            OnboardingError.SUCCESSOR_UNSUITABLE,
            f"接手人须是{move.from_unit.name}另一位在岗人员",
            field="successorId",
        )
    return found


def _pass_on(actor: Actor, move: MemberMove, successor: User, reason: str) -> None:
    assert move.from_unit.workspace is not None
    leaving = Leaving(
        by=actor,
        user_id=move.user.pk,
        unit_id=move.from_unit.pk,
        successor_id=successor.pk,
        reason=reason,
    )
    with in_workspace(ref_of(move.from_unit.workspace)):
        for handover in all_handovers():
            if move.handed_over.get(handover.label):
                handover.pass_on(leaving)


def _move_posts(move: MemberMove, successor: User | None) -> None:
    """Contacts, then the posts; the old ones end first, as roles in two units may exclude."""
    for contact in _contacts(move.user, move.from_unit):
        assert successor is not None
        appoint_contact(unit=move.from_unit, user=successor, duty=ContactDuty(contact.duty))
    for post in _posts(move.user, move.from_unit):
        end_membership(membership_id=post.pk, on=max(today(), post.valid_from))
    for role in move.roles:
        grant_membership(user=move.user, unit=move.to_unit, role=role)
