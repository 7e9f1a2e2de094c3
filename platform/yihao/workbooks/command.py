"""What every `import_…` command has in common: file, dry run, template, undo."""

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hierarchy.selectors import unit_by_code
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import parse_uuid
from people.models import User
from spreadsheets.kinds import ImportKind, Scope, Where, kind_named
from spreadsheets.services.importing import Report, apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from spreadsheets.template import template_of
from tenancy.context import in_public, workspace_ref

ERRORS_SHOWN = 50


class WorkbookCommand(BaseCommand):
    """Import an XLSX workbook of one kind. Subclasses name the kind."""

    kind_name: ClassVar[str]
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the filled-in workbook (.xlsx)")
        if self._kind().where is Where.SHARED:
            parser.add_argument("--city", required=True, help="division code, e.g. 421200")
        else:
            parser.add_argument("--workspace", required=True, help="slug, e.g. xianning")
        parser.add_argument("--as", dest="username", help="who imports, by username")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--template", type=Path, metavar="OUT", help="write an empty workbook")
        parser.add_argument("--undo", metavar="RUN", help="take the run with this id back")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = self._kind()
        scope = self._scope(options)
        chosen = [name for name in ("file", "template", "undo") if options[name]]
        if len(chosen) != 1:
            raise CommandError("请给出文件、--template 或 --undo 之一。Give a file or one option.")
        try:
            match chosen[0]:
                case "template":
                    options["template"].write_bytes(template_of(kind, scope))
                    self.stdout.write(f"模板已写入 {options['template']}")
                case "undo":
                    undo_run(kind=kind, run_id=_run_id(options["undo"]), scope=scope)
                    self.stdout.write("已撤销 undone")
                case _:
                    self._import(kind, scope, options["file"], dry_run=options["dry_run"])
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}（{refusal.code}）") from refusal
        except PermissionDenied as refusal:
            raise CommandError("该人员没有权限，请用 --as 指定他人。Not permitted.") from refusal

    def _import(self, kind: ImportKind[Any], scope: Scope, path: Path, *, dry_run: bool) -> None:
        try:
            content = path.read_bytes()
        except OSError as problem:
            raise CommandError(f"无法读取文件 {path}：{problem.strerror}。") from problem
        work = check_workbook if dry_run else apply_workbook
        report = work(kind=kind, content=content, scope=scope)
        for error in report.errors[:ERRORS_SHOWN]:
            self.stderr.write(str(error))
        if len(report.errors) > ERRORS_SHOWN:
            self.stderr.write(f"……另有 {len(report.errors) - ERRORS_SHOWN} 处问题")
        for heading in report.unknown_headings:
            self.stderr.write(f"未使用的列「{heading}」")
        self.stdout.write(_sentence(report, dry_run=dry_run))
        if report.errors:
            raise CommandError(_failure(report))

    def _kind(self) -> ImportKind[Any]:
        try:
            return kind_named(self.kind_name)
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}：{self.kind_name}") from refusal

    def _scope(self, options: dict[str, Any]) -> Scope:
        with in_public():
            by = _user_id(options["username"])
            if "city" in options:
                code = options["city"]
                if unit_by_code(code) is None:
                    raise CommandError(f"没有代码为 {code} 的地区。No division {code}.")
                return Scope(code, by=by)
            ref = workspace_ref(options["workspace"])
        if ref is None:
            slug = options["workspace"]
            raise CommandError(f"没有工作区“{slug}”。There is no workspace “{slug}”.")
        return Scope(ref.division_code, workspace=ref, by=by)


def _user_id(username: str | None) -> UUID | None:
    if not username:
        return None
    user = User.objects.filter(username=User.normalize_username(username)).first()
    if user is None:
        raise CommandError(f"没有用户“{username}”。There is no user “{username}”.")
    return user.pk


def _run_id(said: str) -> UUID:
    found = parse_uuid(said)
    if found is None:
        raise CommandError(f"“{said}”不是导入编号。“{said}” is no run.")
    return found


def _sentence(report: Report, *, dry_run: bool) -> str:
    counts = (
        f"新增 new {report.new}，更改 changed {report.changed}，"
        f"未变 unchanged {report.unchanged}，有误 wrong {report.wrong}"
    )
    if dry_run:
        return f"试导入（未写入）dry run：{counts}"
    if report.run_id is None:
        return f"{counts}。没有写入 nothing was written"
    return f"{counts}。导入编号 run：{report.run_id}"


def _failure(report: Report) -> str:
    if report.run_id is not None:
        return "导入中断，请改正后用同一文件继续。Broken off: correct it and import again."
    return f"{report.wrong} 行有误，未写入任何数据。Nothing was written."
