"""Do all promises about custody hold on this live system? Exit 0 only if every one does."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yihao.verification.verifying import verify_custody


class Command(BaseCommand):
    help = "Check holders, handoffs, timelines, limits and commands of every case."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = verify_custody()
        if options["json"]:
            breaches = [asdict(breach) for breach in findings.breaches]
            answer = {"ok": not breaches, "cases": findings.cases, "breaches": breaches}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for breach in findings.breaches:
                self.stdout.write(f"{breach.code}  {breach.number}  {breach.detail}")
            broken = len(findings.breaches)
            self.stdout.write(f"核对 {findings.cases} 件，发现 {broken} 处不符。")
        if findings.breaches:
            raise SystemExit(1)
