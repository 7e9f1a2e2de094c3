from django.db import models

from kernel.clock import now
from tenancy.grants import granted
from tenancy.rows import WorkspaceRow


@granted(workspace=("SELECT", "INSERT", "DELETE"))
class InboxEntry(WorkspaceRow):
    """A message whose effect is in this workspace; written in the effect's own transaction."""

    message_id = models.UUIDField()
    handler = models.CharField(max_length=80)
    handled_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message_id", "handler"], name="inbox_once")]

    def __str__(self) -> str:
        return f"{self.handler} {self.message_id}"
