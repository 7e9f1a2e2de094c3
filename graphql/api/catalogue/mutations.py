"""Changing the catalogue of the workspace. Saying the same again changes nothing."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene

from api.catalogue.types import CatalogueRuleType, LimitUnitEnum, ReplySkeletonType
from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID, Date
from catalogue.services.precedents import write_precedent_into_catalogue
from catalogue.services.rules import retire_rule, write_rule
from catalogue.services.skeletons import write_skeleton

ON = "From this day on; today if none is given. Never in the past."


class WriteCatalogueRule(TypedMutation):
    class Meta:
        description = "Say who leads a category (派单目录); a row with the same key is closed."
        idempotent = False

    class Arguments:
        category = graphene.String(required=True, description="With all below it.")
        area_unit_id = ID(description="With all below it; none: anywhere.")
        level = graphene.Int(description="Of whoever dispatches; 0 or none: any.")
        lead_unit_id = ID(description="This or `territorial`.")
        territorial = graphene.Boolean(description="Whoever has the area leads (属地).")
        assist_unit_ids = graphene.List(graphene.NonNull(ID))
        legal_basis = graphene.String()
        standard = graphene.String(description="办理标准. At most 2,000 characters.")
        limit_value = graphene.Float()
        limit_unit = LimitUnitEnum()
        on = Date(description=ON)

    rule = graphene.Field(CatalogueRuleType)

    @classmethod
    def perform(
        cls, info: Info, *, limit_value: float | None = None, **arguments: Any
    ) -> "WriteCatalogueRule":
        given = {name: value for name, value in arguments.items() if value is not None}
        if limit_value is not None:
            given["limit_value"] = Decimal(str(limit_value))
        return cls(rule=write_rule(actor=info.context.person, **given))


class RetireCatalogueRule(TypedMutation):
    class Meta:
        description = "Give up a row of the catalogue; givings made by it still name it."
        idempotent = False

    class Arguments:
        rule_id = ID(required=True)
        on = Date(description=ON)

    rule = graphene.Field(CatalogueRuleType)

    @classmethod
    def perform(cls, info: Info, *, rule_id: UUID, on: Any | None = None) -> "RetireCatalogueRule":
        return cls(rule=retire_rule(actor=info.context.person, rule_id=rule_id, on=on))


class WritePrecedentIntoCatalogue(TypedMutation):
    class Meta:
        description = "Have the unit that a ruling found competent lead such matters there."
        idempotent = False

    class Arguments:
        precedent_id = ID(required=True)
        on = Date(description=ON)

    rule = graphene.Field(CatalogueRuleType)

    @classmethod
    def perform(
        cls, info: Info, *, precedent_id: UUID, on: Any | None = None
    ) -> "WritePrecedentIntoCatalogue":
        actor = info.context.person
        rule = write_precedent_into_catalogue(actor=actor, precedent_id=precedent_id, on=on)
        return cls(rule=rule)


class WriteReplySkeleton(TypedMutation):
    class Meta:
        description = "Say what replies on a category begin with."
        idempotent = False

    class Arguments:
        category = graphene.String(required=True)
        text = graphene.String(required=True, description="At most 2,000 characters.")
        on = Date(description=ON)

    skeleton = graphene.Field(ReplySkeletonType)

    @classmethod
    def perform(
        cls, info: Info, *, category: str, text: str, on: Any | None = None
    ) -> "WriteReplySkeleton":
        actor = info.context.person
        return cls(skeleton=write_skeleton(actor=actor, category=category, text=text, on=on))


class CatalogueMutations(graphene.ObjectType):
    write_catalogue_rule = WriteCatalogueRule.Field()
    retire_catalogue_rule = RetireCatalogueRule.Field()
    write_precedent_into_catalogue = WritePrecedentIntoCatalogue.Field()
    write_reply_skeleton = WriteReplySkeleton.Field()
