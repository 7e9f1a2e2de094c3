"""The reply as it was approved, whom it answered, and the proof that it reached them.

All of it is evidence: rows are added and never changed. Only a draft changes.
"""

from django.db import models

from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow


class Method(models.TextChoices):
    """How the citizen is told (答复方式)."""

    PHONE = "phone", "电话"
    SMS = "sms", "短信"
    LETTER = "letter", "信函"
    IN_PERSON = "in_person", "当面"
    SAME_CHANNEL = "same_channel", "原渠道"


class Outcome(models.TextChoices):
    """What becomes of a suggestion (R2.6)."""

    ADOPTED = "adopted", "采纳"
    PARTLY_ADOPTED = "partly_adopted", "部分采纳"
    NOT_ADOPTED = "not_adopted", "不采纳"


@granted(workspace=READ, custody=APPEND)
class Reply(WorkspaceRow):
    """One reply (统一答复): what the citizen was told, and who wrote and approved it."""

    text = models.TextField("答复")
    method = models.CharField(max_length=16, choices=Method)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    outcome_reason = models.TextField(blank=True)
    written_by = models.UUIDField(null=True)
    written_by_name = models.CharField(max_length=60, blank=True)
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField()
    public_text = models.TextField("公开答复", blank=True)
    public_approved_by = models.UUIDField(null=True)
    public_approved_by_name = models.CharField(max_length=60, blank=True)
    public_approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reply_public_text_approved",
                condition=models.Q(public_text="", public_approved_at__isnull=True)
                | (~models.Q(public_text="") & models.Q(public_approved_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


@granted(workspace=READ, custody=APPEND)
class Answer(WorkspaceRow):
    """That a reply answers a ticket: its own, a part split from it, or one merged into it."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="answers")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="answers")
    message_id = models.UUIDField(null=True, help_text="the message that carries it, if one does")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "ticket"], name="answer_once")]
        indexes = [models.Index(fields=["ticket", "-at"], name="answer_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.reply_id} for {self.ticket_id}"


@granted(workspace=READ, custody=APPEND)
class DeliveryProof(WorkspaceRow):
    """That one citizen got the reply, or could not be given it: how, when, and who says so."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="proofs")
    method = models.CharField(max_length=16, choices=Method)
    delivered = models.BooleanField()
    detail = models.TextField(
        blank=True, help_text="who was spoken to, the postal number, the provider's receipt"
    )
    at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, help_text="empty: the platform, by a receipt")
    recorded_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer"], name="proof_once", condition=models.Q(delivered=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.method} {self.delivered}"


@granted(workspace=MUTABLE, custody=READ)
class ReplyDraft(WorkspaceRow):
    """A reply being written (拟稿). One per ticket; the last save counts."""

    ticket = models.OneToOneField(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="reply_draft_row"
    )
    text = models.TextField(blank=True)
    written_by = models.UUIDField(null=True)
    written_by_name = models.CharField(max_length=60, blank=True)
    written_at = models.DateTimeField()
    public_text = models.TextField(blank=True)
    public_approved_by = models.UUIDField(null=True)
    public_approved_by_name = models.CharField(max_length=60, blank=True)
    public_approved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft for {self.ticket_id}"
