"""Run everything: servers, web, worker and beat, until told to stop."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from yihao.serving import supervisor


class Command(BaseCommand):
    help = "Run the whole installation under one supervisor (Ctrl-C or `manage.py stop` ends it)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--servers-only", action="store_true", help="PostgreSQL and Redis only")
        parser.add_argument(
            "--not-durable", action="store_true", help="faster; data may be lost in a power cut"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor.run(servers_only=options["servers_only"], durable=not options["not_durable"])
