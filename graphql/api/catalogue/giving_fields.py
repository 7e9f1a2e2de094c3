"""What a giving shows of the catalogue: of the giver's, so not to a receiver elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import graphene

from api.catalogue.types import CatalogueRuleType
from api.core.batching import Loader
from api.core.context import Info
from catalogue.models import CatalogueRow
from catalogue.selectors import rules_by_id
from tickets.models import Assignment, Ticket


class CatalogueRuleById(Loader[UUID, CatalogueRow]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, CatalogueRow]:
        return rules_by_id(keys)


class CatalogueOfGiving:
    """Fields of `Assignment`."""

    catalogue_rule = graphene.Field(
        CatalogueRuleType, description="The row of the catalogue for the matter when it was given."
    )
    override_reason = graphene.String(
        description="Why a department's own function was given to a township or village."
    )

    @staticmethod
    async def resolve_catalogue_rule(giving: Assignment | Ticket, info: Info) -> Any:
        row_id = giving.catalogue_row_id if isinstance(giving, Assignment) else None
        return await CatalogueRuleById.of(info.context).load(row_id) if row_id else None

    @staticmethod
    def resolve_override_reason(giving: Assignment | Ticket, _info: Info) -> str | None:
        return giving.override_reason or None if isinstance(giving, Assignment) else None
