"""Bring a city into the platform from its division table."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hierarchy.onboarding.city import onboard_city
from hierarchy.onboarding.reading import TableRefused
from hierarchy.onboarding.writing import Outcome
from tenancy.slugs import SlugRefused
from yihao.management.progress import shown_progress

CODES_SHOWN = 10


class Command(BaseCommand):
    help = (
        "Onboard a city from a CSV with the columns code,name,level,parent_code[,kind]. "
        "Can be run again at any time: it changes only what the table changed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--city", required=True, help="the city's division code, e.g. 421200")
        parser.add_argument(
            "--since", type=date.fromisoformat, help="first day of new units; today if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with shown_progress("核对区划表 checking") as step:
                outcome, ready = onboard_city(
                    path=options["file"],
                    city_code=options["city"],
                    since=options["since"],
                    step=step,
                )
        except (TableRefused, SlugRefused) as refusal:
            raise CommandError(f"{refusal}\n未作任何更改。Nothing was changed.") from refusal
        self.stdout.write(_sentence(outcome, ready))
        self._warn("表中没有、系统中仍有（未撤销）", outcome.missing)
        self._warn("表中有、系统中已撤销（未恢复）", outcome.closed)

    def _warn(self, text: str, codes: list[str]) -> None:
        if codes:
            more = " …" if len(codes) > CODES_SHOWN else ""
            shown = " ".join(codes[:CODES_SHOWN])
            self.stderr.write(f"{text} {len(codes)} 个：{shown}{more}")


def _sentence(outcome: Outcome, ready: list[str]) -> str:
    counts = (
        f"单位 units：新增 created {outcome.created}，更名 renamed {outcome.renamed}，"
        f"调整 moved {outcome.moved}，未变 unchanged {outcome.unchanged}"
    )
    if not outcome.changed and not ready:
        return f"没有变化 nothing changed。{counts}"
    made = f"；新建工作区 workspaces：{' '.join(ready)}" if ready else ""
    return counts + made
