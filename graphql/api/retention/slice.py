"""How long identities are kept after a case was closed."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds
from api.core.scalars import DateTime
from api.tickets.enums import TicketKind
from retention.models import RetentionRule
from retention.rules import rules_now
from retention.services.ruling import change_retention
from taxonomy.words import Kind


class RetentionRuleType(graphene.ObjectType):
    """How long names and numbers of citizens are kept."""

    class Meta:
        name = "RetentionRule"

    kind = TicketKind(description="Null: every kind without a rule of its own.")
    months = graphene.Int(required=True, description="After the case was closed.")
    valid_from = DateTime(required=True)
    changed_by_name = graphene.String(required=True)

    @staticmethod
    def resolve_kind(rule: RetentionRule, _info: Info) -> str | None:
        return rule.kind or None


class RetentionQueries(graphene.ObjectType):
    retention_rules = graphene.List(
        graphene.NonNull(RetentionRuleType),
        required=True,
        description="The periods in force; that for all other kinds first.",
    )

    @staticmethod
    def resolve_retention_rules(_root: None, _info: Info) -> list[RetentionRule]:
        return [rule for _, rule in sorted(rules_now().items())]


class ChangeRetention(TypedMutation):
    class Meta:
        description = "Keep identities so many months from now on; repeating changes nothing."
        idempotent = False

    class Arguments:
        kind = TicketKind(description="Left out: every kind without a rule of its own.")
        months = graphene.Int(required=True, description="3 to 360.")

    rule = graphene.Field(RetentionRuleType)

    @classmethod
    def perform(cls, info: Info, *, months: int, kind: Kind | None = None) -> Any:
        rule = change_retention(actor=info.context.person, kind=kind, months=months)
        return cls(rule=rule)


class RetentionMutations(graphene.ObjectType):
    change_retention = ChangeRetention.Field()


POLICY: Table = {
    "Query.retentionRules": at(WORKSPACE, holds("administer", "supervise")),
    "Mutation.changeRetention": at(WORKSPACE, holds("administer")),
    "RetentionRule.*": WITH_PARENT,
}
