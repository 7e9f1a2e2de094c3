"""Tickets, what units give each other, and the timeline of both."""

from typing import Any

from django.db import models

from custody.states import State
from taxonomy.words import Kind as Kind
from tenancy.grants import APPEND, MUTABLE, READ, Policy, granted
from tenancy.rows import WorkspaceRow
from tickets.states import Verb


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", "一般"
    URGENT = "urgent", "紧急"
    EMERGENCY = "emergency", "突发"
    MAJOR = "major", "重特大"


class Channel(models.TextChoices):
    """Where a request came in (来源渠道)."""

    PHONE = "phone", "电话"
    PORTAL = "portal", "门户网站"
    APP = "app", "手机应用"
    WECHAT = "wechat", "微信"
    WEIBO = "weibo", "微博"
    QQ = "qq", "QQ"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    MAYOR_MAILBOX = "mayor_mailbox", "市长信箱"
    COUNTY_MAILBOX = "county_mailbox", "县长信箱"
    BOARD = "board", "网络留言板"
    WALK_IN = "walk_in", "来访"
    SELF_FOUND = "self_found", "自采上报"
    IMPORT = "import", "批量导入"
    OTHER = "other", "其他"


class ReturnReason(models.TextChoices):
    """Why a unit hands a ticket back (退单理由)."""

    WRONG_AREA = "wrong_area", "属地不符"
    WRONG_FUNCTION = "wrong_function", "职能不符"
    UNCLEAR_TITLE = "unclear_title", "权属不清"
    OVERLAPPING_FUNCTIONS = "overlapping_functions", "职能交叉"
    BEYOND_DUTY = "beyond_duty", "超出职责"
    DUPLICATE = "duplicate", "重复"
    INCOMPLETE = "incomplete", "信息不全"


def _unit(null: bool = False) -> Any:
    return models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=null, related_name="+"
    )


def _until_archived(table: str) -> tuple[Policy, ...]:
    """Archived rows can be read for ever and changed never: an update of one touches no row."""
    return tuple(
        Policy(f"{table}_{name}_{to}", verb, to, using=using, check=check)
        for to in ("workspace", "custody")
        for name, verb, using, check in (
            ("read", "SELECT", "true", ""),
            ("add", "INSERT", "", "true"),
            ("change", "UPDATE", "archived_at IS NULL", "true"),
        )
    )


class Direction(models.TextChoices):
    """Which way a giving goes."""

    DOWN = "down", "交办"
    UP = "up", "上报"


class Receipt(models.Model):
    """What a receiver was given and what it did with it.

    Written on the row the receiver works on; where that is a ticket of another workspace, the
    giver's assignment carries the same values.
    """

    state = models.CharField("状态", max_length=20, choices=State)
    direction = models.CharField(max_length=6, choices=Direction, blank=True)
    requirement = models.TextField("办理要求", blank=True)
    due_at = models.DateTimeField("办理时限", null=True)
    signed_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=24, choices=ReturnReason, blank=True)
    return_note = models.TextField(blank=True)
    return_binding = models.BooleanField(
        default=False, help_text="found competent by adjudication: may not return it again"
    )
    suggested_unit = _unit(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.TextField("办理情况", blank=True)
    reply_draft = models.TextField("拟答复意见", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


@granted(workspace=READ, custody=MUTABLE, policies=_until_archived("tickets_ticket"))
class Ticket(Receipt, WorkspaceRow):
    """A workspace's copy of one citizen's request (工单).

    `state` is the place of the copy's own unit. `holder_*` say who has the case in hand inside
    this workspace; they are empty while it is in hand elsewhere. Only `tickets.services` change
    a ticket, each change with an event in the same transaction.
    """

    case = models.ForeignKey("custody.Case", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=32)
    version = models.PositiveIntegerField(default=1, help_text="case version last seen here")
    event_seq = models.PositiveIntegerField(default=0)

    unit = _unit()
    is_origin = models.BooleanField("本级受理")
    handoff_seq = models.PositiveIntegerField(help_text="link of the chain that made this copy")
    from_unit = _unit(null=True)
    from_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, null=True, related_name="+"
    )
    assignment_id = models.UUIDField(
        null=True, unique=True, help_text="the giver's assignment, in the giver's workspace"
    )
    title = models.CharField("标题", max_length=200)
    body = models.TextField("诉求内容", blank=True, help_text="accepting workspace only")
    body_shared = models.TextField("转办内容")
    kind = models.CharField(max_length=20, choices=Kind)
    category = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=20, choices=Urgency)
    channel = models.CharField(max_length=20, choices=Channel)
    area = _unit(null=True)
    address = models.CharField(max_length=200, blank=True)
    caller = models.ForeignKey(
        "callers.Caller", on_delete=models.PROTECT, null=True, related_name="+"
    )
    external_id = models.CharField(max_length=80, null=True, unique=True)

    holder_unit = _unit(null=True)
    holder_assignment = models.ForeignKey(
        "tickets.Assignment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder_state = models.CharField(max_length=20, choices=State, blank=True)
    holder_due_at = models.DateTimeField(null=True)

    rework_count = models.PositiveSmallIntegerField(default=0)
    reply = models.TextField("统一答复", blank=True)
    replied_at = models.DateTimeField(null=True)
    followed_up_at = models.DateTimeField(null=True, help_text="follow-up completed")
    follow_up_count = models.PositiveSmallIntegerField(default=0)
    registered_at = models.DateTimeField("登记时间")
    created_at = models.DateTimeField(help_text="when this copy was made")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "handoff_seq"], name="ticket_case_handoff"),
            models.CheckConstraint(
                name="ticket_holder_complete",
                condition=models.Q(holder_unit__isnull=True, holder_state="")
                | (models.Q(holder_unit__isnull=False) & ~models.Q(holder_state="")),
            ),
        ]
        indexes = [
            # The work queue: what a unit has in hand, most urgent first.
            models.Index(
                fields=["holder_unit", "holder_due_at", "id"],
                name="ticket_inbox_idx",
                condition=models.Q(holder_unit__isnull=False),
            ),
            models.Index(fields=["-created_at", "-id"], name="ticket_newest_idx"),
            models.Index(fields=["number"], name="ticket_number_idx"),
        ]

    def __str__(self) -> str:
        return self.number


@granted(workspace=READ, custody=MUTABLE, policies=_until_archived("tickets_assignment"))
class Assignment(Receipt, WorkspaceRow):
    """One giving (交办件), kept in the giver's workspace.

    A receiver in the same workspace works on it directly; one in another workspace has a ticket of
    its own, and `state` follows that.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "主办"
        ASSIST = "assist", "协办"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="assignments")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the giving by which the giver itself holds; empty for the ticket's own unit",
    )
    handoff_seq = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=Role, default=Role.LEAD)
    from_unit = _unit()
    to_unit = _unit()
    to_workspace = models.ForeignKey(
        "tenancy.Workspace",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="empty while the receiver works in this workspace",
    )
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ticket", "handoff_seq"], name="assignment_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.to_unit_id} ({self.state})"


@granted(workspace=READ, custody=APPEND)
class Participant(WorkspaceRow):
    """A unit that may see a ticket: it gave, leads, assists or supervises."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="participants")
    unit = _unit()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "unit"], name="participant_once")]
        indexes = [models.Index(fields=["unit", "ticket"], name="participant_unit_idx")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.ticket_id}"


@granted(workspace=READ, custody=APPEND)
class TicketEvent(WorkspaceRow):
    """What happened to a ticket, for ever. Never changed; partitioned by the time in its key."""

    class Change(models.TextChoices):
        """Verbs, and the arrival of a copy from another workspace."""

        RECEIVE = "receive", "收到"
        REGISTER = Verb.REGISTER, "登记"
        ACCEPT = Verb.ACCEPT, "受理"
        DELEGATE = Verb.DELEGATE, "交办"
        ESCALATE = Verb.ESCALATE, "上报"
        SIGN = Verb.SIGN, "签收"
        RETURN = Verb.RETURN, "退单"
        UPHOLD_RETURN = Verb.UPHOLD_RETURN, "同意退单"
        REJECT_RETURN = Verb.REJECT_RETURN, "驳回退单"
        REPORT = Verb.REPORT, "反馈"
        ACCEPT_REPORT = Verb.ACCEPT_REPORT, "复核通过"
        REWORK = Verb.REWORK, "发回重办"
        REPLY = Verb.REPLY, "答复"
        FOLLOW_UP = Verb.FOLLOW_UP, "回访"
        FOLLOW_UP_REWORK = Verb.FOLLOW_UP_REWORK, "回访重办"
        ARCHIVE = Verb.ARCHIVE, "归档"

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    case_version = models.PositiveIntegerField()
    verb = models.CharField(max_length=20, choices=Change)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    unit_id = models.UUIDField(null=True, help_text="the acting unit")
    to_unit_id = models.UUIDField(null=True, help_text="the other side, where there is one")
    assignment_id = models.UUIDField(null=True, help_text="the giving concerned")
    states = models.JSONField(
        default=dict, help_text="place → state after it; a place is a giving's id or `ticket`"
    )
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["ticket", "seq"], name="ticketevent_seq_idx")]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.seq} {self.verb}"


@granted(workspace=APPEND, custody=APPEND)
class IdempotencyKey(WorkspaceRow):
    """A command already carried out for a person; a repeat gets the same answer."""

    actor_id = models.UUIDField()
    key = models.CharField(max_length=64)
    operation = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    ticket_id = models.UUIDField()
    case_version = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
