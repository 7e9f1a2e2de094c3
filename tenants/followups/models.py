"""What the citizen said when asked, how often they were tried, and by what plan."""

from datetime import time

from django.db import models

from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    NOT_RATED = "not_rated", "未评价"


class Source(models.TextChoices):
    """How an answer came."""

    CALL = "call", "电话回访"
    RATING = "rating", "群众自助评价"
    PLATFORM = "platform", "系统"


class Conclusion(models.TextChoices):
    """What ended a follow-up. Only `answered` is a valid denominator of satisfaction."""

    ANSWERED = "answered", "已回访"
    UNREACHED = "unreached", "未联系上"
    REFUSED = "refused", "拒访"


@granted(workspace=READ, custody=APPEND)
class FollowUp(WorkspaceRow):
    """One attempt to hear the citizen.

    Reached, contacted by the unit, resolved, content with the unit, content with the hotline are
    five different facts. None of them is ever taken from silence.
    """

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="follow_ups"
    )
    attempt = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=0, help_text="reworks before it")
    at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=Source, default=Source.CALL)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    result_code = models.CharField("回访结果", max_length=24, blank=True)
    reached = models.BooleanField("联系上")
    contacted_by_unit = models.BooleanField("承办单位是否联系", null=True)
    resolved = models.BooleanField("已解决", null=True)
    resolved_partly = models.BooleanField("部分解决", default=False)
    satisfaction = models.CharField(
        "对承办单位满意度", max_length=24, choices=Satisfaction, blank=True
    )
    hotline_satisfaction = models.CharField(
        "对热线满意度", max_length=24, choices=Satisfaction, blank=True
    )
    opinion = models.TextField("意见", blank=True)
    unit_reason = models.TextField("重办理由", blank=True, help_text="what the unit is told")
    next_attempt_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=10, choices=Conclusion, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "attempt"], name="followup_attempt_once"),
            models.CheckConstraint(
                name="followup_answers_need_contact",
                condition=models.Q(reached=True, resolved__isnull=False)
                | models.Q(
                    reached=False,
                    resolved__isnull=True,
                    satisfaction="",
                    hotline_satisfaction="",
                    contacted_by_unit__isnull=True,
                    resolved_partly=False,
                ),
            ),
            models.UniqueConstraint(
                fields=["ticket", "round"],
                name="followup_rated_once",
                condition=models.Q(source="rating"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.attempt}"


@granted(workspace=APPEND, custody=READ)
class AttemptResult(WorkspaceRow):
    """What can come of a call to the citizen (回访结果). The newest row of a code counts."""

    code = models.CharField(max_length=24)
    label = models.CharField(max_length=20)
    reached = models.BooleanField("联系上诉求人")
    refused = models.BooleanField("诉求人拒绝", default=False, help_text="asking again is no use")
    appointed = models.BooleanField("约定再访", default=False, help_text="needs the time agreed on")
    retry_minutes = models.PositiveIntegerField(help_text="how long to wait before the next try")
    retired = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["code", "-valid_from", "-id"], name="attemptresult_idx")]

    def __str__(self) -> str:
        return self.code


@granted(workspace=APPEND, custody=READ)
class FollowUpPlan(WorkspaceRow):
    """How often to try before it counts as 未联系上. The newest row counts."""

    attempts = models.PositiveSmallIntegerField(default=3)
    days = models.PositiveSmallIntegerField(default=2, help_text="different days, at least")
    hours = models.PositiveSmallIntegerField(default=2, help_text="different hours, at least")
    call_from = models.TimeField(default=time(8, 30))
    call_until = models.TimeField(default=time(20, 0))
    rating_wait_hours = models.PositiveSmallIntegerField(
        default=48, help_text="how long a rating is waited for"
    )
    same_seat_never = models.BooleanField(
        default=False,
        help_text="whoever took the call never asks, even if others handled the matter",
    )
    valid_from = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-valid_from", "-id"], name="followupplan_idx")]

    def __str__(self) -> str:
        return f"{self.attempts} attempts on {self.days} days"


@granted(workspace=APPEND, custody=APPEND)
class RatingInvitation(WorkspaceRow):
    """A message that asks the citizen to rate, with a query code of its own."""

    class Occasion(models.TextChoices):
        SUFFICES = "suffices", "以评价代回访"
        LAST_RESORT = "last_resort", "多次未联系上"

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, related_name="rating_invitations"
    )
    round = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=12, choices=Occasion)
    code_hash = models.CharField(max_length=64)
    message_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "round", "occasion"], name="ratinginvitation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.occasion}"
