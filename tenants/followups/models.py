"""What the citizen said when asked."""

from django.db import models

from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    NOT_RATED = "not_rated", "未评价"


@granted(workspace=READ, custody=APPEND)
class FollowUp(WorkspaceRow):
    """One attempt to reach the citizen. Reached, resolved, satisfied are three different facts."""

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="follow_ups"
    )
    attempt = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    reached = models.BooleanField("联系上")
    resolved = models.BooleanField("已解决", null=True)
    satisfaction = models.CharField(max_length=24, choices=Satisfaction, blank=True)
    opinion = models.TextField("意见", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "attempt"], name="followup_attempt_once"),
            models.CheckConstraint(
                name="followup_answers_need_contact",
                condition=models.Q(reached=True, resolved__isnull=False)
                | models.Q(reached=False, resolved__isnull=True, satisfaction=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.attempt}"
