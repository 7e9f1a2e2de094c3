"""The base of all mutations: `{<noun>, errors: [UserError!]!}`."""

from collections.abc import Mapping
from typing import Any, Self

import graphene
from graphene.utils.props import props

from api.core.context import Info
from api.core.errors import ApiError, ErrorCodes, Kind
from kernel.errors import DomainError

KEY_LENGTH = 64


class UserError(graphene.ObjectType):
    """An error a person caused. `field` names the argument at fault."""

    is_envelope = True

    field = graphene.String()
    code = graphene.Field(lambda: ErrorCodes.as_enum(), required=True)
    message = graphene.String(required=True)


class TypedMutation(graphene.Mutation):
    """A verb on a noun. Subclasses declare payload fields and Arguments and write `perform`.

    The domain's refusal (DomainError) becomes an entry of `errors`, all else of the payload
    being null; PermissionDenied fails the whole field. Meta options: `idempotent=False` takes
    away the `idempotencyKey` argument, `versioned=True` adds `expectedVersion`. Access is
    declared in the policy table, and a mutation without a row there does not load.
    """

    class Meta:
        abstract = True

    is_envelope = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, *, idempotent: bool = True, versioned: bool = False, **options: Any
    ) -> None:
        declared = props(cls.Arguments) if hasattr(cls, "Arguments") else {}
        options.setdefault("name", f"{cls.__name__}Payload")
        super().__init_subclass_with_meta__(
            arguments=declared | _shared_arguments(idempotent=idempotent, versioned=versioned),
            **options,
        )
        cls._meta.fields["errors"] = graphene.Field(
            graphene.NonNull(graphene.List(graphene.NonNull(UserError))),
            description="Empty if it was done.",
        )

    @classmethod
    def mutate(cls, _root: Any, info: Info, **arguments: Any) -> Self:
        _check_key(arguments)
        try:
            payload = cls.perform(info, **arguments)
        except DomainError as error:
            code = error.code.value
            return cls(errors=[UserError(field=error.field, code=code, message=error.message)])
        finally:
            for loader in info.context.loaders.values():
                loader.forget()
        payload.errors = []
        return payload

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> Self:
        """Call one service and return the payload."""
        raise NotImplementedError

    @classmethod
    def Field(cls, **options: Any) -> graphene.Field:  # noqa: N802 - graphene's name
        return super().Field(required=True, **options)


def _shared_arguments(*, idempotent: bool, versioned: bool) -> dict[str, graphene.Scalar]:
    arguments: dict[str, graphene.Scalar] = {}
    if versioned:
        arguments["expected_version"] = graphene.Int(
            description="The case's version this decision was made on; STALE if it has moved on."
        )
    if idempotent:
        arguments["idempotency_key"] = graphene.String(
            description=(
                f"Chosen by the client, at most {KEY_LENGTH} characters. Repeated with the same "
                "arguments it answers as the first time and does nothing again."
            )
        )
    return arguments


def _check_key(arguments: Mapping[str, Any]) -> None:
    key = arguments.get("idempotency_key")
    if key is not None and not (0 < len(key) <= KEY_LENGTH and key.isprintable()):
        raise ApiError(Kind.BAD_REQUEST, f"idempotencyKey 须为 1 到 {KEY_LENGTH} 个字符")
