"""What was reported, word for word, and what the check-up said of it."""

from django.db import models

from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=READ, custody=APPEND)
class ReportCheck(WorkspaceRow):
    """One report and its findings, for ever: a rework writes over the report, never over this.

    Stands in the workspace of the unit that reported and in that of the giver, who sees the same
    findings. `findings` are `checkups.findings.Finding` as JSON, without anybody's data.
    """

    ticket_id = models.UUIDField()
    assignment_id = models.UUIDField(help_text="the giving that was reported on")
    number = models.CharField("编号", max_length=32)
    unit_id = models.UUIDField(help_text="the unit that reported")
    at = models.DateTimeField()
    report = models.TextField("办理情况")
    reply_draft = models.TextField("拟答复意见")
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["assignment_id", "-id"], name="reportcheck_giving_idx"),
            models.Index(fields=["unit_id", "-id"], name="reportcheck_unit_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d}"
