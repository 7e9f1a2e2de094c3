"""Changing a city's words. Saying the same again changes nothing, so no key is needed."""

from collections.abc import Callable
from typing import Any

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import Date
from api.taxonomy.types import (
    CallResultType,
    CategoryType,
    KindSettingType,
    LineModeEnum,
    ScopeClassType,
    ScopeExceptionType,
    ScopeOutcome,
    TicketKind,
)
from taxonomy.services import categories, settings

ON = "From this day on; today if none is given. Never in the past."


class Change(TypedMutation):
    """One change of the city's set, by its administrator."""

    class Meta:
        abstract = True

    service: Callable[..., Any]
    noun: str

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> Any:
        given = {name: value for name, value in arguments.items() if value is not None}
        changed = cls.service(actor=info.context.person, **given)
        return cls(**{cls.noun: changed})


class AddCategory(Change):
    class Meta:
        description = "A new category (事项类别)."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True, description="Begins with the parent's code.")
        name = graphene.String(required=True)
        parent = graphene.String(description="Code; none for the first level.")
        departmental = graphene.Boolean(description="As its parent, if not said.")
        on = Date(description=ON)

    category = graphene.Field(CategoryType)
    service, noun = staticmethod(categories.add_category), "category"


class ChangeCategory(Change):
    class Meta:
        description = "Rename a category, or say whether it is a department's own function."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        name = graphene.String()
        departmental = graphene.Boolean()
        on = Date(description=ON)

    category = graphene.Field(CategoryType)
    service, noun = staticmethod(categories.change_category), "category"


class RetireCategory(Change):
    class Meta:
        description = "No new ticket may have the category; old tickets keep its name."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        on = Date(description=ON)

    category = graphene.Field(CategoryType)
    service, noun = staticmethod(categories.retire_category), "category"


class WriteKind(Change):
    class Meta:
        description = "What a kind of request is called and how it is treated."
        idempotent = False

    class Arguments:
        kind = TicketKind(required=True)
        name = graphene.String(required=True)
        needs_outcome = graphene.Boolean(required=True)
        secret_by_default = graphene.Boolean(required=True)
        rating_suffices = graphene.Boolean(required=True)
        on = Date(description=ON)

    kind_setting = graphene.Field(KindSettingType)
    service, noun = staticmethod(settings.write_kind), "kind_setting"


class WriteScopeClass(Change):
    class Meta:
        description = "Add or change a class of what is accepted or refused."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        name = graphene.String(required=True)
        accepted = graphene.Boolean(required=True)
        hand_over = graphene.Boolean()
        explanation = graphene.String(description="Required of a refusal.")
        guidance = graphene.String(description="Required of a refusal.")
        on = Date(description=ON)

    scope_class = graphene.Field(ScopeClassType)
    service, noun = staticmethod(settings.write_scope_class), "scope_class"


class RetireScopeClass(Change):
    class Meta:
        description = "Give up a class of scope."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        on = Date(description=ON)

    scope_class = graphene.Field(ScopeClassType)
    service, noun = staticmethod(settings.retire_scope_class), "scope_class"


class WriteScopeException(Change):
    class Meta:
        description = "Add or change an exception to the classes of scope."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        name = graphene.String(required=True)
        outcome = ScopeOutcome(required=True)
        of_class = graphene.String(description="None: whatever the class.")
        line_mode = LineModeEnum()
        categories = graphene.List(graphene.NonNull(graphene.String))
        on = Date(description=ON)

    exception = graphene.Field(ScopeExceptionType)
    service, noun = staticmethod(settings.write_scope_exception), "exception"


class RetireScopeException(Change):
    class Meta:
        description = "Give up an exception."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        on = Date(description=ON)

    exception = graphene.Field(ScopeExceptionType)
    service, noun = staticmethod(settings.retire_scope_exception), "exception"


class WriteCallResult(Change):
    class Meta:
        description = "Add or change what can come of a call without a ticket."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        name = graphene.String(required=True)
        spoken = graphene.Boolean(required=True)
        note_required = graphene.Boolean()
        on = Date(description=ON)

    call_result = graphene.Field(CallResultType)
    service, noun = staticmethod(settings.write_call_result), "call_result"


class RetireCallResult(Change):
    class Meta:
        description = "Give up a call result."
        idempotent = False

    class Arguments:
        code = graphene.String(required=True)
        on = Date(description=ON)

    call_result = graphene.Field(CallResultType)
    service, noun = staticmethod(settings.retire_call_result), "call_result"


class TaxonomyMutations(graphene.ObjectType):
    add_category = AddCategory.Field()
    change_category = ChangeCategory.Field()
    retire_category = RetireCategory.Field()
    write_kind = WriteKind.Field()
    write_scope_class = WriteScopeClass.Field()
    retire_scope_class = RetireScopeClass.Field()
    write_scope_exception = WriteScopeException.Field()
    retire_scope_exception = RetireScopeException.Field()
    write_call_result = WriteCallResult.Field()
    retire_call_result = RetireCallResult.Field()
