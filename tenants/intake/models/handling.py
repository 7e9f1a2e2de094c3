"""Rows of what a seat does about a request itself: 不予受理, 直接答复, 三方通话, 转紧急救助.

All but the objection are evidence, written with the verb on the case and never changed.
"""

from django.db import models
from django.db.models import Q

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, MUTABLE, READ, columns, granted
from tenancy.rows import WorkspaceRow

NAME_LENGTH = 60


class OnTicket(WorkspaceRow):
    """What somebody did about a ticket, and when."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.ticket_id}"


@granted(workspace=READ, custody=APPEND)
class Refusal(OnTicket):
    """不予受理: the class of the day, what was explained, where the citizen was guided."""

    class_code = models.CharField(max_length=40)
    class_name = models.CharField(max_length=200, help_text="as it was called that day")
    explanation = models.TextField("理由说明")
    guided_to = models.TextField("引导去向")
    document_id = models.UUIDField(help_text="不予受理告知书")
    objection_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="refusal_ticket_idx")]


@granted(
    workspace=MUTABLE,
    custody=columns(
        ("SELECT", "UPDATE"),
        *("id", "decided_at", "decided_by", "decided_by_name", "upheld", "note"),
    ),
)
class Objection(WorkspaceRow):
    """What the citizen says against a refusal (异议), and what was decided. One a refusal."""

    refusal = models.OneToOneField(Refusal, on_delete=models.PROTECT, related_name="objection")
    text = EncryptedTextField("异议内容")
    raised_at = models.DateTimeField()
    raised_by = models.UUIDField(null=True, help_text="the seat; empty if the citizen did it")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    upheld = models.BooleanField(null=True)
    note = models.TextField("处理意见", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="objection_decided_whole",
                condition=Q(decided_at__isnull=True, upheld__isnull=True)
                | Q(decided_at__isnull=False, upheld__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["raised_at"], name="objection_open_idx", condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"objection to {self.refusal_id}"


@granted(workspace=READ, custody=APPEND)
class DirectAnswer(OnTicket):
    """直接答复: what was said, from which article, and whether that was all the citizen wanted."""

    text = models.TextField("答复内容")
    article = models.CharField("所用标准答案", max_length=200, blank=True)
    resolved = models.BooleanField("当场解决")


class Outcome(models.TextChoices):
    SOLVED = "solved", "已解决"
    UNSOLVED = "unsolved", "未解决"


@granted(workspace=READ, custody=APPEND)
class Conference(OnTicket):
    """三方通话: citizen, seat and a third party in one call."""

    started_at = models.DateTimeField()
    duration_seconds = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = models.TextField("通话情况")
    recording_ref = models.CharField("录音编号", max_length=200, blank=True)


@granted(workspace=READ, custody=APPEND)
class ConferenceParticipant(WorkspaceRow):
    """A third party of a call: a unit, or somebody outside (值班律师 …)."""

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, related_name="participants"
    )
    unit = models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    role = models.CharField("身份", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conference_participant_named",
                condition=Q(unit__isnull=False) | ~Q(name=""),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.unit_id)


@granted(workspace=READ, custody=APPEND)
class PartnerHandover(OnTicket):
    """An emergency given to 110, 119 or 120: acknowledged by its desk, or only attempted."""

    partner = models.CharField(max_length=20)
    partner_name = models.CharField(max_length=NAME_LENGTH)
    reference = models.CharField("对方受理编号", max_length=80, blank=True)
    received_by = models.CharField("接收人", max_length=NAME_LENGTH, blank=True)
    note = models.TextField("移交说明", blank=True)
    acknowledged = models.BooleanField("对方已确认")
