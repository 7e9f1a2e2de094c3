"""Applications and disputes: kept by who asked and by who decides, under one id."""

from django.db import models

from tenancy.grants import MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow
from tickets.models import ReturnReason


def _unit() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")


@granted(workspace=READ, custody=MUTABLE)
class Application(WorkspaceRow):
    """A unit asks for more time or for a pause (延期、挂账); whoever may give it decides.

    Where the two work in different workspaces each has a row of its own with the same id.
    """

    class Kind(models.TextChoices):
        EXTENSION = "extension", "延期"
        SUSPENSION = "suspension", "挂账"

    class State(models.TextChoices):
        PENDING = "pending", "待审批"
        APPROVED = "approved", "已同意"
        REFUSED = "refused", "未同意"

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    ticket = models.ForeignKey(
        "tickets.Ticket",
        on_delete=models.PROTECT,
        related_name="applications",
        help_text="this workspace's copy",
    )
    assignment_id = models.UUIDField(null=True, help_text="the giving by which the unit holds")
    from_unit = _unit()
    to_unit = _unit()
    working_days = models.PositiveSmallIntegerField(null=True)
    hours = models.PositiveSmallIntegerField(null=True)
    until = models.DateTimeField(null=True)
    reason = models.TextField("申请理由")
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    granted_until = models.DateTimeField(null=True, help_text="the due time, or end of the pause")
    note = models.TextField("审批意见", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "assignment_id", "kind"],
                condition=models.Q(state="pending"),
                nulls_distinct=False,
                name="application_pending_once",
            ),
            models.CheckConstraint(
                name="application_decided_complete",
                condition=models.Q(state="pending", decided_at__isnull=True)
                | (~models.Q(state="pending") & models.Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_unit", "asked_at", "id"],
                name="application_to_decide_idx",
                condition=models.Q(state="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.ticket_id}"


@granted(workspace=READ, custody=MUTABLE)
class Dispute(WorkspaceRow):
    """A unit does not accept that its return was refused (争议): the level above the giver rules.

    The arbiter may have no copy of the ticket; the row says what it must know, screened.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待裁定"
        UPHELD = "upheld", "成立"
        REJECTED = "rejected", "不成立"

    case = models.ForeignKey("custody.Case", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=40, blank=True)
    area_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    assignment_id = models.UUIDField()
    receiver_unit = _unit()
    receiver_workspace_id = models.UUIDField()
    giver_unit = _unit()
    giver_workspace_id = models.UUIDField()
    arbiter_unit = _unit()
    return_reason = models.CharField(max_length=24, choices=ReturnReason)
    reason = models.TextField("争议理由")
    legal_basis = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    raised_by_name = models.CharField(max_length=60)
    ruled_by_giver = models.UUIDField(null=True, help_text="who refused the return")
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    competent_unit_id = models.UUIDField(null=True)
    note = models.TextField("裁定意见", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment_id"], name="dispute_once"),
        ]
        indexes = [
            models.Index(
                fields=["arbiter_unit", "raised_at", "id"],
                name="dispute_to_decide_idx",
                condition=models.Q(state="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
