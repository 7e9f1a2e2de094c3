"""Give initial passwords to people who have none, into a file that only its owner reads."""

import csv
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hierarchy.selectors import unit_by_code
from kernel.ids import parse_uuid
from people.models import Membership, User
from people.services.passwords import issue_passwords
from spreadsheets.models import RunState, SharedImportedRow, SharedImportRun
from tenancy.context import in_public


class Command(BaseCommand):
    help = (
        "Give initial passwords to people of a unit, or of an import run, who have none yet. "
        "They are written once, to a new file that only its owner may read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--unit", metavar="CODE", help="people who work in this unit today")
        whose.add_argument("--run", metavar="RUN", help="people made by this run of import_people")
        parser.add_argument("--out", type=Path, required=True, help="the new file (CSV)")

    def handle(
        self, *args: Any, unit: str | None, run: str | None, out: Path, **options: Any
    ) -> None:
        with in_public():
            people = _of_unit(unit) if unit else _of_run(run or "")
            number = _issue(people, out)
        if not number:
            self.stdout.write("没有需要初始密码的人员。Nobody is without a password.")
            return
        self.stdout.write(f"已为 {number} 人生成初始密码 issued：{out}")


def _of_unit(code: str) -> Collection[UUID]:
    unit = unit_by_code(code)
    if unit is None:
        raise CommandError(f"没有代码为 {code} 的单位。No unit {code}.")
    works = Membership.objects.in_force().filter(unit=unit)
    return set(works.values_list("user_id", flat=True))


def _of_run(said: str) -> Collection[UUID]:
    run_id = parse_uuid(said)
    runs = SharedImportRun.objects.filter(kind="people")
    found = runs.filter(pk=run_id).first() if run_id else None
    if found is None:
        raise CommandError(f"没有编号为 {said} 的人员导入。No run {said} of import_people.")
    if found.state == RunState.UNDONE:
        raise CommandError("这次导入已经撤销。This run was undone.")
    made = SharedImportedRow.objects.filter(run=found, what="user", before__isnull=True)
    return set(made.values_list("object_id", flat=True))


def _issue(people: Collection[UUID], out: Path) -> int:
    """Passwords and file, both or neither: on any failure nobody has a password nobody knows."""
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError as problem:
        raise CommandError(
            f"文件 {out} 已存在，请换一个文件名。{out} exists: choose another name."
        ) from problem
    except OSError as problem:
        raise CommandError(
            f"无法写入 {out}：{problem.strerror}。Cannot write to {out}."
        ) from problem
    kept = False
    try:
        with transaction.atomic():
            issued = issue_passwords(user_ids=people)
            _write(descriptor, issued)
        kept = bool(issued)
    finally:
        if not kept:
            out.unlink()
    return len(issued)


def _write(descriptor: int, issued: Sequence[tuple[User, str]]) -> None:
    # With the mark by which spreadsheet programs know UTF-8.
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["用户名", "姓名", "初始密码"])
        rows.writerows((user.username, user.name, password) for user, password in issued)
        file.flush()
        os.fsync(file.fileno())
