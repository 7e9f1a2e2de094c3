"""What every resolver gets as `info.context`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.http import HttpRequest

from api.core.errors import ApiError, Kind

if TYPE_CHECKING:
    from api.core.batching import Loader
    from people.actor import Actor
    from tenancy.context import WorkspaceRef


@dataclass(eq=False)
class ApiContext:
    """One request: who asks, in which workspace, and the loaders that batch its reads."""

    request: HttpRequest
    actor: "Actor | None" = None
    workspace: "WorkspaceRef | None" = None
    loaders: "dict[type[Loader[Any, Any]], Loader[Any, Any]]" = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> "ApiContext":
        return cls(
            request=request,
            actor=getattr(request, "actor", None),
            workspace=getattr(request, "workspace", None),
        )

    @property
    def person(self) -> "Actor":
        """The actor of a field that the policy table opens to signed-in people only."""
        if self.actor is None:
            raise ApiError(Kind.UNAUTHENTICATED)
        return self.actor


class Info(Protocol):
    """The part of graphql-core's resolve info that our resolvers use."""

    @property
    def context(self) -> ApiContext: ...

    @property
    def field_name(self) -> str: ...

    @property
    def variable_values(self) -> Mapping[str, Any]: ...
