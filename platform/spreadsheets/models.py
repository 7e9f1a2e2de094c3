"""The ledger of imports. Shared kinds (units, people) keep it here in public; kinds of one
workspace keep theirs in that workspace's schema (`spreadsheets.local`).
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import SharedRow


class RunState(models.TextChoices):
    APPLYING = "applying", "正在导入"
    APPLIED = "applied", "已导入"
    BROKEN_OFF = "broken_off", "中断"
    UNDONE = "undone", "已撤销"


class Outcome(models.TextChoices):
    """What a row is to what is there already."""

    NEW = "new", "新增"
    CHANGED = "changed", "更改"
    UNCHANGED = "unchanged", "未变"


class Run(models.Model):
    """One workbook applied: by whom, when, what it did. A dry run leaves nothing behind."""

    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, help_text="of the file; the file itself is not kept")
    root_code = models.CharField(max_length=40, help_text="division below which rows may lie")
    by = models.UUIDField(null=True, help_text="the user; empty if a command did it")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=RunState)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(
        default=0, help_text="not taken back when undone: somebody had gone on with it"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"  # type: ignore[attr-defined]


class RunRow(models.Model):
    """One thing a run made or changed, with what it was before (empty: it was not there)."""

    seq = models.PositiveIntegerField(help_text="order of writing; undone from the last")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    what = models.CharField(max_length=60, help_text="which sort of thing; the kind's own word")
    object_id = models.UUIDField()
    label = models.CharField(max_length=200, help_text="how a sentence names it")
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.what} {self.label}"


@granted(public=MUTABLE, workspace=READ)
class SharedImportRun(Run, SharedRow):
    """A run of a shared kind."""

    class Meta:
        indexes = [models.Index(fields=["kind", "-at", "-id"], name="sharedrun_kind_idx")]


@granted(public=APPEND)
class SharedImportedRow(RunRow, SharedRow):
    run = models.ForeignKey(SharedImportRun, on_delete=models.PROTECT, related_name="rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="sharedrow_run_seq")]
