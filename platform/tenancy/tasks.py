"""Celery tasks that say in which workspace they work."""

from typing import Any

from celery import Task

from tenancy import names
from tenancy.context import current_schema, in_workspace, workspace_ref
from tenancy.errors import WorkspaceRequired


class PublicTask(Task):
    """A task outside every workspace. It must start and end there."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        _assert_public(self.name)
        try:
            return super().__call__(*args, **kwargs)
        finally:
            _assert_public(self.name)


class WorkspaceTask(Task):
    """A task of one workspace, named by the explicit argument `workspace=<slug>`.

    Without it, or with an unknown one, the task raises instead of running on shared tables.
    """

    abstract = True

    def __call__(self, *args: Any, workspace: str | None = None, **kwargs: Any) -> Any:
        _assert_public(self.name)
        if not workspace:
            raise WorkspaceRequired(f"task {self.name} was given no workspace")
        ref = workspace_ref(workspace)
        if ref is None:
            raise WorkspaceRequired(f"task {self.name}: no workspace {workspace!r}")
        with in_workspace(ref):
            return super().__call__(*args, **kwargs)


def _assert_public(name: str) -> None:
    if current_schema() != names.PUBLIC_SCHEMA:
        raise WorkspaceRequired(f"task {name} found the connection in {current_schema()!r}")
