"""The domain's enums as GraphQL enums: names in UPPER case, labels as descriptions."""

from enum import Enum
from functools import cache
from typing import Any

import graphene


@cache
def enum_of(
    source: type[Enum], *, name: str | None = None, description: str
) -> type[graphene.Enum]:
    """The GraphQL enum of a StrEnum or TextChoices; resolvers receive its own members."""

    def describe(member: Any) -> str | None:
        if member is None:
            return description
        label = getattr(member, "label", None)
        return None if label is None else str(label)

    enum: type[graphene.Enum] = graphene.Enum.from_enum(source, name=name, description=describe)
    return enum
