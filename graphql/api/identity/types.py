"""Identities and looks at them, as the API shows them."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import DateTime
from api.people.me import RoleEnum
from api.units.loaders import UnitById
from api.units.types import UnitType
from identity.models import Ground, Tier
from identity.selectors import View, Views
from identity.services.revealing import Revealed

TierEnum = enum_of(Tier, name="IdentityTier", description="How closely an identity is kept.")
GroundEnum = enum_of(Ground, name="IdentityGround", description="Why somebody may see it.")


class RevealOfferType(graphene.ObjectType):
    """That the person asking may reveal the citizen now, and what it takes."""

    is_envelope = True

    class Meta:
        name = "RevealOffer"

    tier = graphene.Field(TierEnum, required=True)
    ground = graphene.Field(GroundEnum, required=True)
    needs_code = graphene.Boolean(
        required=True, description="Takes a reason and a code of the second factor."
    )


class RevealedIdentityType(graphene.ObjectType):
    """Who called. To be shown while it lasts, and kept nowhere."""

    class Meta:
        name = "RevealedIdentity"

    name = graphene.String(required=True)
    phone = graphene.String(required=True)
    body = graphene.String(description="As the citizen said it; at the accepting centre only.")
    tier = graphene.Field(TierEnum, required=True)
    expires_at = DateTime(description="Null: until the part in the case is over.")

    @staticmethod
    def resolve_name(revealed: Revealed, _info: Info) -> str:
        return revealed.name.reveal()

    @staticmethod
    def resolve_phone(revealed: Revealed, _info: Info) -> str:
        return revealed.phone.reveal()

    @staticmethod
    def resolve_body(revealed: Revealed, _info: Info) -> str | None:
        return None if revealed.body is None else revealed.body.reveal()


class IdentityViewType(graphene.ObjectType):
    """That somebody looked: unit, role and time, never who."""

    class Meta:
        name = "IdentityView"

    unit = graphene.Field(UnitType, required=True)
    role = graphene.Field(RoleEnum, required=True)
    at = DateTime(required=True)

    @staticmethod
    async def resolve_unit(view: View, info: Info) -> Any:
        return await UnitById.of(info.context).load(view.unit_id)


class IdentityViewsType(graphene.ObjectType):
    """All looks at the identity behind a request."""

    class Meta:
        name = "IdentityViews"

    withheld = graphene.Boolean(required=True, description="While it may not be told.")
    views = graphene.List(graphene.NonNull(IdentityViewType), required=True)

    @staticmethod
    def resolve_views(views: Views, _info: Info) -> tuple[View, ...]:
        return views.views
