"""How a workspace comes to be. Every step can be interrupted and run again."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.utils import schema_context

from kernel.ids import uuid7
from tenancy import roles
from tenancy.context import WorkspaceRef, ref_of
from tenancy.installing import create_role
from tenancy.models import Workspace
from tenancy.owner import as_owner
from tenancy.rights import apply_rights

_after_ready: list[Callable[[WorkspaceRef], object]] = []


def after_ready(step: Callable[[WorkspaceRef], object]) -> Callable[[WorkspaceRef], object]:
    """Register an idempotent step that fills a new workspace (default policies and the like)."""
    _after_ready.append(step)
    return step


def provision_workspace(
    *, slug: str, name: str, level: str, division_code: str, parent: Workspace | None = None
) -> Workspace:
    """Create or complete a workspace: row, schema and role, tables, rights, first data.

    `slug` is fixed for ever with the schema; a repeated call with the same division code goes on
    where the last one stopped.
    """
    schema = slug.replace("-", "_")
    with as_owner():
        workspace, _ = Workspace.objects.get_or_create(
            division_code=division_code,
            defaults={
                "id": uuid7(),
                "slug": slug,
                "schema_name": schema,
                "name": name,
                "level": level,
                "parent": parent,
            },
        )
    if workspace.state == Workspace.State.PLANNED:
        create_schema(workspace.schema_name)
        migrate_workspace(workspace.schema_name)
        _reach(workspace, Workspace.State.MIGRATED)
    if workspace.state == Workspace.State.MIGRATED:
        complete_workspace(workspace)
        _reach(workspace, Workspace.State.READY)
    return workspace


def create_schema(schema: str) -> None:
    """The schema, owned by the owner, and the role that works in it."""
    role = roles.of_schema(schema)
    with as_owner(role="none"):
        create_role(role)
        with connection.cursor() as cursor:
            cursor.execute(f'GRANT "{roles.workspaces()}" TO "{role}"')
            cursor.execute(f'GRANT "{role}" TO "{roles.app_login()}"')
            cursor.execute(
                f'CREATE SCHEMA IF NOT EXISTS "{schema}" AUTHORIZATION "{roles.owner()}"'
            )


def migrate_workspace(schema: str) -> bool:
    """Bring one workspace's tables up to date. True if anything was applied."""
    with as_owner() as owner:
        # The recorder's table must be made in the schema itself, not found in public.
        owner.set_schema(schema, include_public=False)
        MigrationRecorder(owner).ensure_schema()
        owner.set_schema(schema)
        executor = MigrationExecutor(owner)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            executor.migrate(executor.loader.graph.leaf_nodes(), plan)
        return bool(plan)


def complete_workspace(workspace: Workspace) -> None:
    """Rights on the tables, then the steps that other apps registered."""
    with as_owner(), schema_context(workspace.schema_name):
        apply_rights(workspace.schema_name)
        for step in _after_ready:
            step(ref_of(workspace))


def _reach(workspace: Workspace, state: Workspace.State) -> None:
    with as_owner(), transaction.atomic():
        Workspace.objects.filter(pk=workspace.pk).update(state=state)
    workspace.state = state


def upgrade_workspaces() -> list[str]:
    """After a new release: migrate every workspace and renew its rights. Slugs it touched."""
    with as_owner():
        known = list(Workspace.objects.order_by("division_code"))
    touched = []
    for workspace in known:
        create_schema(workspace.schema_name)
        if migrate_workspace(workspace.schema_name):
            touched.append(workspace.slug)
        if workspace.state != Workspace.State.PLANNED:
            complete_workspace(workspace)
    return touched
