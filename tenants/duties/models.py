"""Rosters, the rule of how long a call waits, and every call of the express line."""

from typing import Any

from django.db import models
from django.db.models import Q

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow


def _unit() -> Any:
    return models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")


def _user(null: bool = False) -> Any:
    return models.ForeignKey("people.User", on_delete=models.PROTECT, null=null, related_name="+")


@granted(workspace=MUTABLE, custody=READ)
class DutyShift(WorkspaceRow):
    """Somebody is on duty for a unit (值班): every week on a day, or on one date.

    The shifts of a date, if there are any, stand in the place of that day's weekly ones. A shift
    that does not end after it starts runs into the next day; 08:00–08:00 is a whole day. Never
    rewritten: a change ends a row and adds one.
    """

    unit = _unit()
    user = _user()
    weekday = models.PositiveSmallIntegerField("星期", null=True, help_text="0 Monday to 6 Sunday")
    day = models.DateField("日期", null=True)
    starts = models.TimeField("起")
    ends = models.TimeField("止")
    order = models.PositiveSmallIntegerField("次序", help_text="1 is called first")
    valid_from = models.DateField("起用日期", help_text="first day of a weekly shift")
    valid_to = models.DateField("停用日期", null=True, help_text="the day it is not valid any more")
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True, help_text="empty if an import did it")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dutyshift_weekly_or_dated",
                condition=Q(weekday__range=(0, 6), day__isnull=True)
                | Q(weekday__isnull=True, day__isnull=False),
            ),
            models.CheckConstraint(name="dutyshift_order", condition=Q(order__range=(1, 20))),
            models.CheckConstraint(
                name="dutyshift_validity_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["unit", "weekday", "starts", "order"],
                name="dutyshift_weekly_once",
                condition=Q(weekday__isnull=False, removed_at=None, valid_to=None),
            ),
            models.UniqueConstraint(
                fields=["unit", "day", "starts", "order"],
                name="dutyshift_dated_once",
                condition=Q(day__isnull=False, removed_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "day"], name="dutyshift_unit_idx", condition=Q(removed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day or self.weekday} {self.starts}–{self.ends}"


@granted(workspace=MUTABLE)
class DutyContact(WorkspaceRow):
    """The number on which a person on duty is called. Encrypted; one per person here."""

    user = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+")
    phone = EncryptedTextField("值班电话", blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


@granted(workspace=APPEND, custody=READ)
class DutyRule(WorkspaceRow):
    """How long a call waits before the next one is called. The newest row counts."""

    acknowledge_minutes = models.PositiveSmallIntegerField("应答时限（分钟）")
    since = models.DateTimeField()
    set_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dutyrule_minutes", condition=Q(acknowledge_minutes__range=(1, 60))
            )
        ]
        indexes = [models.Index(fields=["-since", "-id"], name="dutyrule_newest_idx")]

    def __str__(self) -> str:
        return f"{self.acknowledge_minutes} min"


class Basis(models.TextChoices):
    """Why this person is called."""

    ROSTER = "roster", "值班表"
    LEADER = "leader", "分管领导"
    HANDLER = "handler", "承办员"
    NOBODY = "nobody", "无人可呼"


class CallState(models.TextChoices):
    WAITING = "waiting", "等待应答"
    ACKNOWLEDGED = "acknowledged", "已应答"
    PASSED = "passed", "超时转呼"
    ENDED = "ended", "不再需要"


@granted(workspace=READ, custody=MUTABLE)
class DutyCall(WorkspaceRow):
    """One call of an express giving: whom, when, by which way, until when to acknowledge.

    Kept in the workspace of the unit called. Where the giver works in another, it keeps an echo
    (`is_echo`) of each, so that it sees how far the calling has come; an echo is never due.
    `position` counts the calls of one giving.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    assignment_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    is_echo = models.BooleanField(default=False)
    unit = _unit()
    user = _user(null=True)
    user_name = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    climbed = models.PositiveSmallIntegerField(help_text="levels above the receiver; 0: its own")
    state = models.CharField(max_length=14, choices=CallState, default=CallState.WAITING)
    called_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    acknowledged_by_name = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True, help_text="when it stopped waiting")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment_id", "position"], name="dutycall_once")
        ]
        indexes = [
            models.Index(
                fields=["acknowledge_by"],
                name="dutycall_due_idx",
                condition=Q(state="waiting", is_echo=False),
            ),
            models.Index(fields=["ticket", "position"], name="dutycall_ticket_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} #{self.position} {self.state}"
