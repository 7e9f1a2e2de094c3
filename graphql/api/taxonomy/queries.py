"""Reading a city's words. A county reads its city's."""

from datetime import date
from typing import Any

import graphene

from api.core.context import Info
from api.core.scalars import Date
from api.taxonomy.types import (
    CallResultType,
    CategoryType,
    KindSettingType,
    LineModeEnum,
    ScopeAdviceType,
    ScopeClassType,
)
from kernel.text import clean_line
from taxonomy import selectors
from taxonomy.models import CallResult, Category, KindVersion, ScopeClass
from taxonomy.scope import ScopeAdvice, scope_advice
from taxonomy.words import LineMode

SEARCH_LIMIT = 60
ON = "A day; today if none is given."


def _all(type_: type[graphene.ObjectType], description: str, **arguments: Any) -> graphene.Field:
    return graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(type_))),
        description=description,
        on=Date(description=ON),
        **arguments,
    )


class TaxonomyQueries(graphene.ObjectType):
    categories = _all(
        CategoryType,
        "Categories of requests, parents before children; a search puts the best first.",
        search=graphene.String(description="Words, pinyin, initials, or the code's start."),
    )
    kinds = _all(KindSettingType, "Kinds of request.")
    accepted_classes = _all(ScopeClassType, "What the hotline accepts (受理范围).")
    refusal_classes = _all(ScopeClassType, "What it does not accept (不予受理范围).")
    call_results = _all(CallResultType, "What can come of a call without a ticket.")
    scope_advice = graphene.Field(
        ScopeAdviceType,
        scope_class=graphene.String(required=True),
        category=graphene.String(),
        line_mode=LineModeEnum(description="Of the line whose unit owns the matter."),
        stated=graphene.List(
            graphene.NonNull(graphene.String), description="Codes of exceptions found to hold."
        ),
        description="Whether a request is accepted, refused, transferred or handed over.",
    )

    @staticmethod
    def resolve_categories(
        _root: None, _info: Info, search: str | None = None, on: date | None = None
    ) -> list[Category]:
        words = clean_line(search or "", field="search", limit=SEARCH_LIMIT, required=False)
        return selectors.categories(search=words, on=on)

    @staticmethod
    def resolve_kinds(_root: None, _info: Info, on: date | None = None) -> list[KindVersion]:
        return selectors.kinds(on=on)

    @staticmethod
    def resolve_accepted_classes(
        _root: None, _info: Info, on: date | None = None
    ) -> list[ScopeClass]:
        return selectors.accepted_classes(on=on)

    @staticmethod
    def resolve_refusal_classes(
        _root: None, _info: Info, on: date | None = None
    ) -> list[ScopeClass]:
        return selectors.refusal_classes(on=on)

    @staticmethod
    def resolve_call_results(_root: None, _info: Info, on: date | None = None) -> list[CallResult]:
        return selectors.call_results(on=on)

    @staticmethod
    def resolve_scope_advice(
        _root: None,
        _info: Info,
        scope_class: str,
        category: str | None = None,
        line_mode: LineMode | None = None,
        stated: list[str] | None = None,
    ) -> ScopeAdvice:
        return scope_advice(
            scope_class=scope_class,
            category=category or "",
            line_mode=line_mode,
            stated=stated or (),
        )
