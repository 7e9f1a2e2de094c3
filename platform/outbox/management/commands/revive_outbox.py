"""Give messages that were given up another chance."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from outbox.reviving import revive_dead


class Command(BaseCommand):
    help = "Make dead outbox messages due again."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--topic", help="only messages of this topic")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{revive_dead(topic=options['topic'])} messages revived")
