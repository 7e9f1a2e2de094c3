"""What units give each other."""

from django.db import models

from tenancy.grants import MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow
from tickets.models.receipt import Receipt, unit_column, until_archived
from tickets.models.ticket import Ticket


@granted(workspace=READ, custody=MUTABLE, policies=until_archived("tickets_assignment"))
class Assignment(Receipt, WorkspaceRow):
    """One giving (交办件), kept in the giver's workspace.

    A receiver in the same workspace works on it directly; one in another workspace has a ticket of
    its own, and `state` follows that.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="assignments")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the giving by which the giver itself holds; empty for the ticket's own unit",
    )
    handoff_seq = models.PositiveIntegerField()
    from_unit = unit_column()
    to_unit = unit_column()
    to_workspace = models.ForeignKey(
        "tenancy.Workspace",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="empty while the receiver works in this workspace",
    )
    catalogue_row_id = models.UUIDField(null=True, help_text="派单目录: the row it was given by")
    override_reason = models.TextField(
        blank=True, help_text="why the matter was given against the catalogue"
    )
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "handoff_seq"], name="assignment_ticket_idx"),
            # What a unit of this workspace still helps with.
            models.Index(
                fields=["to_unit", "due_at"],
                name="assignment_assists_idx",
                condition=models.Q(role="assist", ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.to_unit_id} ({self.state})"
