"""Run everything: servers, web, worker and beat, until told to stop."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from yihao.serving import supervisor


class Command(BaseCommand):
    help = "Run the whole installation under one supervisor (Ctrl-C or `manage.py stop` ends it)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        supervisor.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor.run(servers_only=options["servers_only"], durable=not options["not_durable"])
