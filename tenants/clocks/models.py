"""Limits, clocks and their ledger. A due time is derived from the ledger, never patched."""

from django.db import models

from clocks.defaults import Purpose
from clocks.events import Event, EventKind
from clocks.limits import Limit, Unit
from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow

UNITS = [(unit.value, unit.label) for unit in Unit]
PURPOSES = [(purpose.value, purpose.label) for purpose in Purpose]
EVENT_KINDS = {
    EventKind.START: "起算",
    EventKind.PAUSE: "挂起",
    EventKind.RESUME: "恢复",
    EventKind.EXTEND: "延期",
    EventKind.REBASE: "改变类别重新计时",
    EventKind.REWORK: "发回重办",
    EventKind.STOP: "停止",
    EventKind.RECALENDAR: "日历更新",
}


@granted(workspace=READ, custody=READ)
class ClockPolicy(WorkspaceRow):
    """How long something may take here. A change is a new version; what was given stays given.

    A blank criterion fits every matter; of several that fit, the most specific counts.
    """

    purpose = models.CharField("用途", max_length=16, choices=PURPOSES)
    kind = models.CharField("诉求类型", max_length=20, blank=True)
    urgency = models.CharField("紧急程度", max_length=20, blank=True)
    category = models.CharField("事项类别", max_length=40, blank=True)
    unit_kind = models.CharField("单位类型", max_length=10, blank=True)
    limit_value = models.DecimalField("时限", max_digits=6, decimal_places=2)
    limit_unit = models.CharField("单位", max_length=12, choices=UNITS)
    legal_basis = models.CharField("法定依据", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    valid_from = models.DateTimeField("生效时间")

    class Meta:
        verbose_name = "办理时限"
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "kind", "urgency", "category", "unit_kind", "version"],
                name="clockpolicy_version",
            ),
            models.CheckConstraint(
                name="clockpolicy_positive", condition=models.Q(limit_value__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.limit()} v{self.version}"

    def limit(self) -> Limit:
        return Limit(self.limit_value, Unit(self.limit_unit), self.version)


@granted(workspace=READ, custody=MUTABLE)
class Clock(WorkspaceRow):
    """One limit that runs, and where its ledger puts it; `clocks.services` alone write it.

    A clock belongs to a ticket's own unit, or to one assignment of the ticket.
    """

    ticket_id = models.UUIDField()
    assignment_id = models.UUIDField(null=True)
    purpose = models.CharField("用途", max_length=16, choices=PURPOSES)
    started_at = models.DateTimeField("起算时间", help_text="of the limit now in force")
    limit_value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=12, choices=UNITS)
    due_at = models.DateTimeField("截止时间")
    provisional = models.BooleanField("暂定", default=False)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    last_seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "计时"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket_id", "purpose"],
                condition=models.Q(assignment_id__isnull=True, stopped_at__isnull=True),
                name="clock_one_per_ticket",
            ),
            models.UniqueConstraint(
                fields=["assignment_id", "purpose"],
                condition=models.Q(assignment_id__isnull=False, stopped_at__isnull=True),
                name="clock_one_per_assignment",
            ),
        ]
        indexes = [
            models.Index(fields=["ticket_id", "assignment_id", "purpose"], name="clock_ticket_idx"),
            # What warnings and urgings sweep: whatever runs, the most overdue first.
            models.Index(
                fields=["due_at", "id"],
                name="clock_running_idx",
                condition=models.Q(stopped_at__isnull=True, paused_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.assignment_id or self.ticket_id} until {self.due_at}"

    def limit(self) -> Limit:
        return Limit(self.limit_value, Unit(self.limit_unit))


@granted(workspace=READ, custody=APPEND)
class ClockEvent(WorkspaceRow):
    """One entry of a clock's ledger, for ever: `seq` is gapless, rows are never changed."""

    clock = models.ForeignKey(
        Clock, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, v) for k, v in EVENT_KINDS.items()])
    at = models.DateTimeField()
    limit_value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=12, choices=UNITS, blank=True)
    within = models.DateTimeField(null=True, help_text="the due time lies no later than this")
    beyond = models.BooleanField(
        default=False, help_text="knowingly later than the giver's own limit"
    )
    policy_version = models.PositiveIntegerField(default=0, help_text="0: no policy")
    calendar_version = models.CharField(max_length=16)
    case_version = models.PositiveIntegerField()

    class Meta:
        verbose_name = "计时记录"
        constraints = [models.UniqueConstraint(fields=["clock", "seq"], name="clockevent_seq")]

    def __str__(self) -> str:
        return f"{self.clock_id} #{self.seq} {self.kind}"

    def entry(self) -> Event:
        return Event(
            seq=self.seq,
            kind=EventKind(self.kind),
            at=self.at,
            calendar_version=self.calendar_version,
            limit_value=self.limit_value,
            limit_unit=Unit(self.limit_unit) if self.limit_unit else None,
            policy_version=self.policy_version,
            within=self.within,
        )
