"""Which tables go into which schema."""

from typing import Any

from django_tenants.routers import TenantSyncRouter


class WorkspaceRouter(TenantSyncRouter):
    """Shared apps migrate into `public`, workspace apps into each workspace's schema."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        return super().allow_migrate(db, app_label, model_name, **hints)
