"""Entering a workspace. All code that touches workspace tables runs inside one of these."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import connection as default_connection

from tenancy import names, roles
from tenancy.backend.base import DatabaseWrapper, Standing

if TYPE_CHECKING:
    from tenancy.models import Workspace


@dataclass(frozen=True)
class WorkspaceRef:
    """What code carries around of a workspace: plain values, never a row."""

    id: UUID
    slug: str
    schema: str
    name: str
    level: str
    division_code: str
    parent_id: UUID | None

    @property
    def role(self) -> str:
        return roles.of_schema(self.schema)


def wrapper() -> DatabaseWrapper:
    """This thread's connection, as ours."""
    return cast(DatabaseWrapper, default_connection)


@contextmanager
def standing(target: Standing, *, tenant: WorkspaceRef | None = None) -> Iterator[None]:
    """Stand in `target` for the block, then where one stood before."""
    connection = wrapper()
    before, tenant_before = connection.standing, connection.tenant
    connection.stand(target, tenant=tenant)
    try:
        yield
    finally:
        connection._move(before, tenant_before)


@contextmanager
def in_public() -> Iterator[None]:
    """Work outside every workspace: login, sessions, memberships, the outbox."""
    connection = wrapper()
    with standing(connection._standing_in(names.PUBLIC_SCHEMA)):
        yield


@contextmanager
def in_workspace(ref: WorkspaceRef) -> Iterator[None]:
    """Work in one workspace, under its own database role."""
    connection = wrapper()
    with standing(connection._standing_in(ref.schema), tenant=ref):
        yield


def current_schema() -> str:
    return wrapper().standing.schema


def current() -> WorkspaceRef | None:
    """The workspace one stands in; None in public."""
    tenant = wrapper().tenant
    return tenant if isinstance(tenant, WorkspaceRef) else None


def ref_of(workspace: "Workspace") -> WorkspaceRef:
    return WorkspaceRef(
        id=workspace.id,
        slug=workspace.slug,
        schema=workspace.schema_name,
        name=workspace.name,
        level=workspace.level,
        division_code=workspace.division_code,
        parent_id=workspace.parent_id,
    )


def workspace_ref(slug: str) -> WorkspaceRef | None:
    """Look a workspace up by its slug; None unless it exists and is ready."""
    from tenancy.models import Workspace

    found = Workspace.objects.filter(slug=slug, state=Workspace.State.READY).first()
    return ref_of(found) if found else None


def workspace_refs() -> list[WorkspaceRef]:
    """All workspaces that are ready, cities first."""
    from tenancy.models import Workspace

    ready = Workspace.objects.filter(state=Workspace.State.READY)
    return [ref_of(workspace) for workspace in ready.order_by("division_code")]
