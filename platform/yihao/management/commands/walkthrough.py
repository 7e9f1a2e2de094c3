"""Cases over real HTTP: city → county → township → village and back, upwards, and contested."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from custody.states import State
from yihao.demo.people import PASSWORD, walkthrough_people
from yihao.walkthrough.contested import Extras, contested
from yihao.walkthrough.office import Office, StepFailed
from yihao.walkthrough.stories import Cast, Step, down_and_back, up_and_back

LEVELS = {1: "市", 2: "县", 3: "乡", 4: "村"}
TITLES = {
    "down": "市 → 县 → 乡 → 村，再逐级反馈",
    "up": "村 → 乡 → 县 → 市，再逐级反馈",
    "contested": "派单目录 → 退单审签 → 裁定 → 主协办 → 重办 → 统一答复 → 回访重办 → 归档",
}
DEPARTMENT = ("city.chengguan.handler", "city.chengguan.leader")


class Command(BaseCommand):
    help = "Walk cases through a running server: down and back, up and back, and a contested one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://localhost:8000")
        parser.add_argument("--json", action="store_true", help="Print every step as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        show = _JsonShow() if options["json"] else _TableShow()
        try:
            cast = Cast(*(Office(options["url"], name, PASSWORD) for name in walkthrough_people()))
            extras = Extras(*(Office(options["url"], name, PASSWORD) for name in DEPARTMENT))
            for steps in (down_and_back(cast), up_and_back(cast), contested(cast, extras)):
                for step in steps:
                    show.step(step)
        except StepFailed as problem:
            show.end(ok=False, error=str(problem))
            raise CommandError(f"走查失败 Walkthrough failed: {problem}") from problem
        show.end(ok=True)


class _JsonShow:
    """All steps as one JSON document."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    def step(self, step: Step) -> None:
        self.steps.append(step.as_json())

    def end(self, *, ok: bool, error: str | None = None) -> None:
        print(
            json.dumps(
                {"ok": ok, "error": error, "steps": self.steps}, ensure_ascii=False, indent=2
            )
        )


class _TableShow:
    """Each step as a line, as it happens."""

    def __init__(self) -> None:
        self.console = Console()
        self.count = 0
        self.story = ""

    def step(self, step: Step) -> None:
        if step.story != self.story:
            self.story = step.story
            self.console.print(f"\n[bold]{TITLES[step.story]}[/bold]  [dim]{step.number}[/dim]")
        self.count += 1
        table = Table.grid(padding=(0, 1))
        for width in (3, 10, 2, 14, 17, 8, 20):
            table.add_column(width=width, no_wrap=True)
        table.add_row(
            f"[dim]{self.count}[/dim]",
            f"[cyan]{step.workspace}[/cyan]",
            LEVELS[step.level],
            step.unit,
            f"[green]{step.operation}[/green]",
            State(step.state.lower()).label,
            f"→ {step.holder or '（已归档）'}",
        )
        self.console.print(table)

    def end(self, *, ok: bool, error: str | None = None) -> None:
        if ok:
            self.console.print(f"\n[bold green]✓[/bold green] {self.count} 步全部完成 steps passed")
