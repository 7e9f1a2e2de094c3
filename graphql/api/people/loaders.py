"""Workspaces of rows, fetched together."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from tenancy.context import WorkspaceRef, ref_of
from tenancy.models import Workspace


class WorkspaceById(Loader[UUID, WorkspaceRef]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, WorkspaceRef]:
        found = Workspace.objects.filter(pk__in=keys)
        return {workspace.id: ref_of(workspace) for workspace in found}
