"""The scalars of our own making."""

from datetime import date, datetime
from typing import Any

import graphene

from graphql import GraphQLError, StringValueNode, ValueNode
from kernel.clock import LOCAL

# Resolvers receive it as a UUID: see api.core.ids.
ID = graphene.ID


class DateTime(graphene.Scalar):
    """A moment, ISO 8601 with its zone."""

    class Meta:
        name = "DateTime"
        description = "A moment, ISO 8601 with its zone, e.g. 2026-03-02T09:30:00+08:00."

    @staticmethod
    def serialize(value: datetime) -> str:
        return value.astimezone(LOCAL).isoformat()

    @staticmethod
    def parse_value(value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise GraphQLError("DateTime must be ISO 8601") from error
        # Years near the ends of the calendar overflow when converted to another zone.
        if moment.tzinfo is None or not 1900 <= moment.year <= 2200:
            raise GraphQLError("DateTime must name its zone")
        return moment

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> datetime:
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)


class Date(graphene.Scalar):
    """A day of the city's calendar, ISO 8601."""

    class Meta:
        name = "Date"
        description = "A day of the city's calendar, ISO 8601, e.g. 2026-03-02."

    @staticmethod
    def serialize(value: date) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> date:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise GraphQLError("Date must be ISO 8601") from error
        if not 1900 <= day.year <= 2200:
            raise GraphQLError("Date is out of range")
        return day

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> date:
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)
