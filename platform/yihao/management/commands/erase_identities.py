"""Erase names and numbers of callers whose period of retention is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from retention.services.erasing import erase_due_identities
from tenancy.context import workspace_ref


class Command(BaseCommand):
    help = "按保存期限删除诉求人姓名和电话 Erase identities whose period of retention is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")
        parser.add_argument("--workspace", metavar="SLUG", help="only this one")

    def handle(self, *_: Any, dry_run: bool, workspace: str | None, **__: Any) -> None:
        only = workspace_ref(workspace) if workspace else None
        if workspace and only is None:
            raise CommandError(f"没有工作区 {workspace}。 There is no workspace {workspace!r}.")
        for each in erase_due_identities(dry_run=dry_run, only=only):
            said = "待删除 to erase" if dry_run else "已删除 erased"
            self.stdout.write(f"{each.workspace.slug}: {said} {each.callers}")
