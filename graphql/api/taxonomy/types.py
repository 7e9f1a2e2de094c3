"""A city's words, as the API shows them. Each is one version, with the days it is in force."""

from typing import Any

import graphene

from api.core.batching import Loader
from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import Date
from taxonomy.models import Category, ScopeException
from taxonomy.scope import ScopeAdvice
from taxonomy.selectors import exceptions_of
from taxonomy.words import Kind, LineMode, Outcome

TicketKind = enum_of(Kind, name="TicketKind", description="诉求类型")
ScopeOutcome = enum_of(Outcome, name="ScopeOutcome", description="受理、不予受理、转接或移交")
LineModeEnum = enum_of(LineMode, name="LineMode", description="热线整合方式")


class InForce:
    """From when to when a version holds."""

    valid_from = Date(required=True)
    valid_to = Date(description="From this day on it does not hold; null: until further notice.")


class CategoryType(InForce, graphene.ObjectType):
    """A category of requests; the tree has three levels."""

    class Meta:
        name = "Category"

    code = graphene.String(required=True)
    name = graphene.String(required=True)
    parent = graphene.String(description="The code one level up.")
    departmental = graphene.Boolean(
        required=True, description="职能部门事项: never given to a township or village."
    )

    @staticmethod
    def resolve_parent(category: Category, _info: Info) -> str | None:
        return category.parent or None


class KindSettingType(InForce, graphene.ObjectType):
    """What the city calls a kind of request, and how it treats it."""

    class Meta:
        name = "KindSetting"

    kind = TicketKind(required=True)
    name = graphene.String(required=True)
    needs_outcome = graphene.Boolean(required=True, description="采纳、部分采纳、不采纳")
    secret_by_default = graphene.Boolean(required=True)
    rating_suffices = graphene.Boolean(
        required=True, description="A rating by link or SMS stands for the call."
    )

    @staticmethod
    def resolve_kind(setting: Any, _info: Info) -> str:
        return str(setting.code)


class ScopeExceptionType(InForce, graphene.ObjectType):
    """When a class does not decide."""

    class Meta:
        name = "ScopeException"

    code = graphene.String(required=True)
    name = graphene.String(required=True)
    of_class = graphene.String(description="Null: whatever the class.")
    line_mode = LineModeEnum()
    categories = graphene.List(graphene.NonNull(graphene.String), required=True)
    outcome = ScopeOutcome(required=True)

    @staticmethod
    def resolve_of_class(exception: ScopeException, _info: Info) -> str | None:
        return exception.of_class or None

    @staticmethod
    def resolve_line_mode(exception: ScopeException, _info: Info) -> str | None:
        return exception.line_mode or None


class ExceptionsOfClass(Loader[str, list[ScopeException]]):
    def fetch(self, keys: Any) -> Any:
        return exceptions_of(keys)


class ScopeClassType(InForce, graphene.ObjectType):
    """A class of what is accepted or refused (受理范围)."""

    class Meta:
        name = "ScopeClass"

    code = graphene.String(required=True)
    name = graphene.String(required=True)
    accepted = graphene.Boolean(required=True)
    hand_over = graphene.Boolean(required=True, description="110/119/120 get it: not a refusal.")
    explanation = graphene.String(required=True, description="What the citizen is told.")
    guidance = graphene.String(required=True, description="Where the citizen can turn.")
    exceptions = graphene.List(graphene.NonNull(ScopeExceptionType), required=True)

    @staticmethod
    async def resolve_exceptions(scope_class: Any, info: Info) -> Any:
        return await ExceptionsOfClass.of(info.context).load(scope_class.code)


class ScopeAdviceType(graphene.ObjectType):
    """What the rules of scope say of a request."""

    class Meta:
        name = "ScopeAdvice"

    outcome = ScopeOutcome(required=True)
    why = graphene.String(required=True)
    scope_class = graphene.Field(ScopeClassType, required=True)
    exception = graphene.Field(ScopeExceptionType)

    @staticmethod
    def resolve_scope_class(advice: ScopeAdvice, _info: Info) -> Any:
        return advice.scope_class


class CallResultType(InForce, graphene.ObjectType):
    """What came of a call that became no ticket."""

    class Meta:
        name = "CallResult"

    code = graphene.String(required=True)
    name = graphene.String(required=True)
    spoken = graphene.Boolean(required=True, description="Somebody was served.")
    note_required = graphene.Boolean(required=True)
