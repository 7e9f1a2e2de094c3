"""Set up the demo city: units, workspaces, people, a few tickets."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yihao.demo.catalogue import add_catalogues
from yihao.demo.structure import build_structure
from yihao.demo.tickets import add_tickets
from yihao.management.progress import shown_progress


class Command(BaseCommand):
    help = "Set up the demo city 咸宁. Can be run again; adds only what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only-structure", action="store_true", help="units, workspaces and people, no tickets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "生产环境不能装入演示城市（其密码人人皆知）。"
                "The demo city is not for production: everybody knows its password."
            )
        with shown_progress("演示城市 demo city") as step:
            units, people = build_structure(step=step)
            rules = 0 if options["only_structure"] else add_catalogues()
            tickets = 0 if options["only_structure"] else add_tickets()
        self.stdout.write(
            "演示城市 demo city，新增："
            f"单位 units {units}，人员 people {people}，工单 tickets {tickets}，"
            f"派单目录 rules {rules}"
        )
