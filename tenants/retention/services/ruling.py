"""The periods a workspace begins with, and what its administrator changes."""

from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from retention.errors import RetentionError
from retention.models import Kept, RetentionRule
from retention.rules import rules_now
from taxonomy.words import Kind
from tenancy.context import WorkspaceRef
from tickets.access import centre_of, home_of
from trail.recording import record

DEFAULT_MONTHS = 36
SHORTEST, LONGEST = 3, 360


def seed_retention_rules(ref: WorkspaceRef) -> None:
    """Give a workspace the default period. What it has already is left as it is."""
    if not RetentionRule.objects.filter(what=Kept.IDENTITY).exists():
        RetentionRule.objects.create(what=Kept.IDENTITY, months=DEFAULT_MONTHS, valid_from=now())


def change_retention(*, actor: Actor, kind: Kind | None, months: int) -> RetentionRule:
    """Keep identities of one kind of request (or of all others) so many months from now on."""
    if not actor.may("administer", centre_of(home_of(actor))):
        raise PermissionDenied
    if not SHORTEST <= months <= LONGEST:
        raise DomainError(
            RetentionError.RETENTION_OUT_OF_RANGE,
            f"保存期限须为 {SHORTEST} 到 {LONGEST} 个月",
            field="months",
        )
    code = kind or ""
    known = rules_now().get(code)
    if known is not None and known.months == months:
        return known
    with transaction.atomic():
        rule = RetentionRule.objects.create(
            what=Kept.IDENTITY,
            kind=code,
            months=months,
            valid_from=now(),
            changed_by=actor.user_id,
            changed_by_name=actor.name,
        )
        record(
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb="retention.change",
            object_kind="retention_rule",
            object_id=rule.id,
        )
    return rule
