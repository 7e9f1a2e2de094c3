from django.db import models

from tenancy.grants import MUTABLE, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=MUTABLE)
class Notice(WorkspaceRow):
    """Something a unit must know of a ticket; shown until somebody of the unit has read it."""

    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32, help_text="a NoticeKind")
    count = models.PositiveIntegerField(
        null=True, help_text="how often by now, of what is counted (chases)"
    )
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-at", "-id"], name="notice_unit_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ticket_id}"
