from django.db import models

from spreadsheets.models import Run, RunRow
from tenancy.grants import APPEND, MUTABLE, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=MUTABLE)
class ImportRun(Run, WorkspaceRow):
    """A run of a kind whose rows live in this workspace."""

    class Meta:
        indexes = [models.Index(fields=["kind", "-at", "-id"], name="importrun_kind_idx")]


@granted(workspace=APPEND)
class ImportedRow(RunRow, WorkspaceRow):
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="importedrow_run_seq")]
