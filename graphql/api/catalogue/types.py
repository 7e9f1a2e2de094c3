"""The dispatch catalogue, as the API shows it."""

from decimal import Decimal
from typing import Any

import graphene

from api.core.connections import connection_of
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, Date, DateTime
from api.taxonomy.ticket_fields import CategoryNameOn
from api.units.types import UnitType
from catalogue.models import CatalogueRow, Precedent
from catalogue.selectors import finding_of
from clocks.limits import Limit, Unit
from hierarchy.models import today
from tickets.advising import TicketAdvice

LimitUnitEnum = enum_of(Unit, name="LimitUnit", description="工作日、工作小时、小时")
RulingEnum = enum_of(Precedent.Decision, name="Ruling", description="裁定")


class LimitType(graphene.ObjectType):
    """How long something may take."""

    class Meta:
        name = "Limit"

    value = graphene.Float(required=True)
    unit = LimitUnitEnum(required=True)
    text = graphene.String(required=True, description="As people say it: 5个工作日.")

    @staticmethod
    def resolve_value(limit: Limit, _info: Info) -> float:
        return float(limit.value or Decimal(0))

    @staticmethod
    def resolve_text(limit: Limit, _info: Info) -> str:
        return str(limit)


class CategoryNamed:
    """The category's code and what it is called today."""

    category = graphene.String(required=True)
    category_name = graphene.String()

    @staticmethod
    async def resolve_category_name(row: Any, info: Info) -> str | None:
        return await CategoryNameOn.of(info.context).load((row.category, today()))


class CatalogueRuleType(CategoryNamed, graphene.ObjectType):
    """One row of the catalogue (派单目录): who leads what, where, when which level dispatches."""

    class Meta:
        name = "CatalogueRule"

    id = ID(required=True)
    area = graphene.Field(UnitType, description="With all below it; null: anywhere.")
    level = graphene.Int(required=True, description="Of whoever dispatches; 0: any.")
    lead = graphene.Field(UnitType, description="Null where whoever has the area leads.")
    territorial = graphene.Boolean(required=True, description="属地主办")
    assists = graphene.List(graphene.NonNull(UnitType), required=True)
    legal_basis = graphene.String(required=True)
    standard = graphene.String(required=True, description="办理标准")
    limit = graphene.Field(LimitType)
    precedent_id = ID(description="The ruling it was written from.")
    valid_from = Date(required=True)
    valid_to = Date()

    @staticmethod
    def resolve_assists(row: CatalogueRow, _info: Info) -> list[Any]:
        return [each.unit for each in sorted(row.assists.all(), key=lambda each: each.position)]

    @staticmethod
    def resolve_limit(row: CatalogueRow, _info: Info) -> Limit | None:
        return row.limit()


class PrecedentType(CategoryNamed, graphene.ObjectType):
    """One ruling on who is competent (裁定先例)."""

    class Meta:
        name = "Precedent"

    id = ID(required=True)
    area = graphene.Field(UnitType)
    from_unit = graphene.Field(UnitType, required=True, description="Who gave it and decided.")
    competent = graphene.Field(UnitType)
    not_competent = graphene.Field(UnitType)
    decision = RulingEnum(required=True)
    reason = graphene.String(required=True, description="Why it had been returned.")
    legal_basis = graphene.String(required=True)
    note = graphene.String(required=True)
    number = graphene.String(description="Of the case; null where it is confidential.")
    decided_at = DateTime(required=True)
    finding = graphene.String(required=True, description="What was found, in one sentence.")
    in_catalogue = graphene.Boolean(required=True, description="Written into the catalogue.")

    @staticmethod
    def resolve_number(precedent: Precedent, _info: Info) -> str | None:
        return precedent.number or None

    @staticmethod
    def resolve_finding(precedent: Precedent, _info: Info) -> str:
        return finding_of(precedent)

    @staticmethod
    def resolve_in_catalogue(precedent: Precedent, _info: Info) -> bool:
        return bool(precedent.rules.all())


class ReplySkeletonType(CategoryNamed, graphene.ObjectType):
    """What a reply on matters of a category begins with; 【】 is for the handler to fill in."""

    class Meta:
        name = "ReplySkeleton"

    id = ID(required=True)
    text = graphene.String(required=True)
    valid_from = Date(required=True)


class DispatchAdviceType(graphene.ObjectType):
    """What the catalogue says of dispatching a ticket, for a person to follow or not."""

    class Meta:
        name = "DispatchAdvice"

    rule = graphene.Field(CatalogueRuleType, description="Null: no row fits.")
    why = graphene.String(required=True, description="Why this row, or why none.")
    lead = graphene.Field(UnitType)
    next_unit = graphene.Field(UnitType, description="Whom to give it to, so that it gets there.")
    assists = graphene.List(graphene.NonNull(UnitType), required=True)
    departmental = graphene.Boolean(
        required=True, description="职能部门事项: to a township only with `overrideReason`."
    )
    limit = graphene.Field(LimitType, required=True)
    limit_of_rule = graphene.Boolean(required=True, description="False: by the limit policy.")
    standard = graphene.String(required=True, description="办理标准")
    precedents = graphene.List(
        graphene.NonNull(PrecedentType), required=True, description="Newest first, at most 10."
    )
    skeleton = graphene.Field(ReplySkeletonType)

    @staticmethod
    def resolve_rule(told: TicketAdvice, _info: Info) -> CatalogueRow | None:
        return told.advice.row

    @staticmethod
    def resolve_limit_of_rule(told: TicketAdvice, _info: Info) -> bool:
        return told.limit_of_row

    @staticmethod
    def resolve_why(told: TicketAdvice, _info: Info) -> str:
        return told.advice.why

    @staticmethod
    def resolve_lead(told: TicketAdvice, _info: Info) -> Any:
        return told.advice.lead

    @staticmethod
    def resolve_next_unit(told: TicketAdvice, _info: Info) -> Any:
        return told.advice.next_unit

    @staticmethod
    def resolve_assists(told: TicketAdvice, _info: Info) -> list[Any]:
        return list(told.advice.assists)

    @staticmethod
    def resolve_departmental(told: TicketAdvice, _info: Info) -> bool:
        return told.advice.departmental

    @staticmethod
    def resolve_standard(told: TicketAdvice, _info: Info) -> str:
        return told.advice.standard

    @staticmethod
    def resolve_precedents(told: TicketAdvice, _info: Info) -> list[Precedent]:
        return told.advice.precedents

    @staticmethod
    def resolve_skeleton(told: TicketAdvice, _info: Info) -> Any:
        return told.advice.skeleton


CatalogueConnection = connection_of(CatalogueRuleType)
PrecedentConnection = connection_of(PrecedentType)
