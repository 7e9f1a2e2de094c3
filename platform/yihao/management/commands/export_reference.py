"""Write the reference pages, or check that the committed ones still tell the truth."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yihao.reference.pages import stale_pages, write_pages


class Command(BaseCommand):
    help = "Write the pages under docs/ that are generated from code."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, compare only")

    def handle(self, *_args: str, check: bool, **_options: Any) -> None:
        if not check:
            write_pages()
        elif stale := stale_pages():
            raise CommandError(f"{', '.join(stale)}: out of date, run manage.py export_reference")
