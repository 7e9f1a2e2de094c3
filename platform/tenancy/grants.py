"""Who may touch which table, declared beside the model and applied after every migration."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.apps import apps
from django.db import models

READ = ("SELECT",)
APPEND = ("SELECT", "INSERT")
INSERT_ONLY = ("INSERT",)
MUTABLE = ("SELECT", "INSERT", "UPDATE")
FULL = ("SELECT", "INSERT", "UPDATE", "DELETE")
NONE: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnGrant:
    """Rights on some columns only; `a & b` gives both."""

    verbs: tuple[str, ...]
    names: tuple[str, ...]
    more: tuple["ColumnGrant", ...] = ()

    def __and__(self, other: "ColumnGrant") -> "ColumnGrant":
        return ColumnGrant(self.verbs, self.names, (*self.more, other))


Right = tuple[str, ...] | ColumnGrant


def columns(verbs: tuple[str, ...], *names: str) -> ColumnGrant:
    return ColumnGrant(verbs, names)


@dataclass(frozen=True)
class Policy:
    """One row-level policy. `to` is one of the kinds of a declaration."""

    name: str
    verb: str
    to: str
    using: str = ""
    check: str = ""


@dataclass(frozen=True)
class Declaration:
    public: Right = NONE
    workspace: Right = NONE
    custody: Right = NONE
    identity: Right = NONE
    policies: tuple[Policy, ...] = field(default=())

    def rights(self) -> dict[str, Right]:
        return {
            "public": self.public,
            "workspace": self.workspace,
            "custody": self.custody,
            "identity": self.identity,
        }


_declared: dict[type[models.Model], Declaration] = {}

# Tables of libraries, by `app_label.model_name`.
LIBRARY_TABLES: dict[str, Declaration] = {
    "contenttypes.contenttype": Declaration(public=READ, workspace=READ),
    "auth.permission": Declaration(public=READ, workspace=READ),
    "auth.group": Declaration(public=FULL, workspace=READ),
    "auth.group_permissions": Declaration(public=READ),
    "sessions.session": Declaration(public=FULL),
    "guardian.userobjectpermission": Declaration(public=READ),
    "guardian.groupobjectpermission": Declaration(public=READ),
}


M = TypeVar("M", bound=type[models.Model])


def granted(
    *,
    public: Right = NONE,
    workspace: Right = NONE,
    custody: Right = NONE,
    identity: Right = NONE,
    policies: tuple[Policy, ...] = (),
) -> Callable[[M], M]:
    """Declare the rights of the kinds of role on a model's table."""

    def declare(model: M) -> M:
        _declared[model] = Declaration(public, workspace, custody, identity, policies)
        return model

    return declare


def declaration_of(model: type[models.Model]) -> Declaration | None:
    return _declared.get(model) or LIBRARY_TABLES.get(model._meta.label_lower)


def undeclared_models() -> list[str]:
    """Models with a table of their own that nobody declared. A test keeps this empty."""
    return sorted(
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and declaration_of(model) is None
    )
