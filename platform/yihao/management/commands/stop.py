"""Stop the supervisor of this home folder and everything it runs."""

from typing import Any

from django.core.management.base import BaseCommand

from yihao.serving import stopping


class Command(BaseCommand):
    help = "Stop what `manage.py serve` runs for this home folder."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopping.stop()
