"""What is told to citizens, and what became of it.

Two tables, because they have two lives: the text is evidence and never changes, its delivery does.
"""

from django.db import models

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, INSERT_ONLY, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=APPEND, custody=INSERT_ONLY)
class Message(WorkspaceRow):
    """One text to one citizen, or to one person on duty, as it was decided on. Never changed.

    The number it goes to is not here: it is read from the caller at sending. Nor is a query code:
    the text leaves it open (`templates.CODE`), and it is filled in at sending.
    """

    caller = models.ForeignKey(
        "callers.Caller", on_delete=models.PROTECT, null=True, related_name="+"
    )
    staff_phone = EncryptedTextField(null=True, help_text="of a person on duty who is called")
    ticket_id = models.UUIDField(null=True, help_text="the ticket it is about, if there is one")
    purpose = models.CharField(max_length=40)
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_to_one",
                condition=models.Q(caller__isnull=False, staff_phone__isnull=True)
                | models.Q(caller__isnull=True, staff_phone__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["ticket_id", "id"], name="message_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


@granted(workspace=MUTABLE, custody=INSERT_ONLY)
class Delivery(WorkspaceRow):
    """How far a message has come. Its times are the database's, so that senders agree."""

    class State(models.TextChoices):
        QUEUED = "queued", "待发送"
        SENT = "sent", "已发送"
        DELIVERED = "delivered", "已送达"
        FAILED = "failed", "发送失败"

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="delivery")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    code = EncryptedTextField(blank=True, help_text="the query code; erased once it was sent")
    available_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="sendings begun")
    provider_id = models.CharField(max_length=100, blank=True)
    problem = models.CharField(max_length=60, blank=True, help_text="code of the last failure")
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_proven",
                condition=~models.Q(state="delivered") | models.Q(delivered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="delivery_due_idx",
                condition=models.Q(state="queued"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


@granted(workspace=APPEND, custody=READ)
class MessageTemplate(WorkspaceRow):
    """What a message of one purpose says from some time on. The newest counts; none is changed."""

    purpose = models.CharField(max_length=40)
    text = models.TextField()
    valid_from = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "-valid_from", "-id"], name="template_idx")]

    def __str__(self) -> str:
        return self.purpose
