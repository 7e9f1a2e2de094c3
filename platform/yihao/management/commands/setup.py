"""Make a database ready: roles, shared tables, every workspace. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from people.services.grants import align_role_grants
from tenancy.installing import install_roles, install_shared_tables
from tenancy.owner import as_owner
from tenancy.provisioning import upgrade_workspaces


class Command(BaseCommand):
    help = "Create roles, migrate the shared tables and every workspace, renew all rights."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        install_roles()
        install_shared_tables()
        touched = upgrade_workspaces()
        with as_owner():
            align_role_grants()
        self.stdout.write(f"setup: {len(touched)} workspaces migrated")
