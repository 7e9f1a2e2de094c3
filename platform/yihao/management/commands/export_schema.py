"""Write the GraphQL schema as text, or check that the committed text still tells the truth."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.schema import schema
from graphql import print_schema

PATH = settings.ROOT / "graphql" / "api" / "schema.graphql"


class Command(BaseCommand):
    help = "Write graphql/api/schema.graphql, from which front ends generate their types."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, compare only")

    def handle(self, *_args: str, check: bool, **_options: Any) -> None:
        text = print_schema(schema) + "\n"
        if not check:
            PATH.write_text(text, encoding="utf-8")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("schema.graphql is out of date: run manage.py export_schema")
