"""What citizens say on a request that is there already, and the rules for it."""

from django.db import models

from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow
from tickets.models import Channel


class ContactKind(models.TextChoices):
    """What the citizen wanted."""

    CHASE = "chase", "催问"
    SUPPLEMENT = "supplement", "补充材料"
    WITHDRAWAL = "withdrawal", "撤件"


@granted(workspace=READ, custody=APPEND)
class Contact(WorkspaceRow):
    """One time a citizen turned to us again. Never changed, so its text names no citizen.

    Stands on every copy that was open then.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=12, choices=ContactKind)
    channel = models.CharField(max_length=20, choices=Channel)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ticket", "at", "id"], name="contact_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ticket_id}"


@granted(workspace=APPEND, custody=READ)
class ContactPolicy(WorkspaceRow):
    """The workspace's numbers for all this. The newest counts; none is changed."""

    chases_per_alert = models.PositiveSmallIntegerField("每几次催问提醒调度员")
    reopen_days = models.PositiveSmallIntegerField("撤件、终结后几日内可恢复办理")
    valid_from = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_by_name = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.chases_per_alert} / {self.reopen_days}"
