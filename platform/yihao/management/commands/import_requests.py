"""Load a CSV of messages into a workspace, as if each had been registered by hand."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from yihao.importing.loading import Importer, NoRegistrar, UnknownWorkspace
from yihao.importing.rows import UnreadableFile

BAD_ROWS_SHOWN = 20


class Command(BaseCommand):
    help = "Import messages from a CSV: title, body, optional kind, channel, date, area code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--workspace", required=True, help="slug, e.g. xianning")
        parser.add_argument("--as", dest="username", help="who registers; default: a dispatcher")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            importer = Importer.of(options["workspace"], options["username"])
            parsed = importer.read(options["file"])
        except (UnreadableFile, UnknownWorkspace, NoRegistrar) as refusal:
            raise CommandError(str(refusal)) from refusal
        added, known, bad = 0, 0, list(parsed.bad)
        with self._progress() as progress:
            task = progress.add_task("导入 importing", total=len(parsed.rows))
            for row in parsed.rows:
                outcome = importer.load(row)
                added += outcome == "added"
                known += outcome == "known"
                if outcome not in {"added", "known"}:
                    bad.append((row.line, outcome))
                progress.advance(task)
        self.stdout.write(f"导入 {added} 件，已有 {known} 件，有误 {len(bad)} 行。")
        for line, reason in sorted(bad)[:BAD_ROWS_SHOWN]:
            self.stderr.write(f"第 {line} 行：{reason}")
        if bad:
            raise CommandError(f"{len(bad)} 行未导入。{len(bad)} rows were not imported.")

    def _progress(self) -> Progress:
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
