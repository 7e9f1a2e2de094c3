"""Which acts need a leader, what waits for one, who stands in, and what leaders wrote."""

from django.db import models

from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow


class Act(models.TextChoices):
    """What may need the leader's approval before it leaves the unit (domain: 审签)."""

    RETURN = "return", "退单"
    EXTENSION = "extension", "延期"
    SUSPENSION = "suspension", "挂账"
    REPORT = "report", "反馈"
    REPORT_MAJOR = "report_major", "重特大事项反馈"
    REPLY = "reply", "答复"
    TERMINATE = "terminate", "终结"


# What a unit begins with that wants sign-off and does not choose (domain: 审签, default).
DEFAULT_ACTS = (Act.RETURN, Act.EXTENSION, Act.SUSPENSION, Act.REPORT_MAJOR)


def _unit() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")


@granted(workspace=APPEND)
class SignOffPolicy(WorkspaceRow):
    """Which acts of a unit need its leader; the newest row counts, older ones are history."""

    unit = _unit()
    acts = models.JSONField(default=list, help_text="values of Act; empty: none needs it")
    since = models.DateTimeField()
    set_by = models.UUIDField()
    set_by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["unit", "-since"], name="signoffpolicy_unit_idx")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {', '.join(self.acts)}"


@granted(workspace=MUTABLE)
class Substitution(WorkspaceRow):
    """Who signs in a leader's place, from one day to another (A/B岗), both included."""

    unit = _unit()
    leader_id = models.UUIDField(help_text="the user who named the substitute")
    substitute_id = models.UUIDField(help_text="the user who signs meanwhile")
    substitute_name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="substitution_days_in_order",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
        ]
        indexes = [models.Index(fields=["substitute_id", "unit"], name="substitution_person_idx")]

    def __str__(self) -> str:
        return f"{self.substitute_name} for {self.unit_id}"


@granted(workspace=READ, custody=MUTABLE)
class SignOff(WorkspaceRow):
    """An act that waits for the leader, word for word as it will leave the unit."""

    class State(models.TextChoices):
        PENDING = "pending", "待审签"
        APPROVED = "approved", "已审签"
        REFUSED = "refused", "已退回"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="sign_offs")
    unit = _unit()
    act = models.CharField(max_length=12, choices=Act)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    assignment_id = models.UUIDField(null=True)
    arguments = models.JSONField(default=dict, help_text="what the act will be told")
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    opinion = models.TextField("审签意见", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "unit", "act", "assignment_id"],
                condition=models.Q(state="pending"),
                nulls_distinct=False,
                name="signoff_pending_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "asked_at", "id"],
                name="signoff_to_decide_idx",
                condition=models.Q(state="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.state} {self.ticket_id}"


@granted(workspace=READ, custody=APPEND)
class Instruction(WorkspaceRow):
    """What a leader wrote on a case (批示); each copy of the case has it, screened below."""

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="instructions"
    )
    unit = _unit()
    text = models.TextField("批示内容")
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    document_id = models.UUIDField(null=True, help_text="the document it was written on")
    attachment_ids = models.JSONField(default=list, help_text="scans of the paper")

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="instruction_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.by_name} on {self.ticket_id}"
