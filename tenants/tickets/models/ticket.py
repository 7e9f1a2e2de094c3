"""The working copy of a request, and who may see it."""

from django.db import models
from django.db.models.functions import Collate, Replace, Reverse

from custody.states import State
from tenancy.grants import APPEND, MUTABLE, READ, Policy, columns, granted
from tenancy.rows import WorkspaceRow
from tickets.models.receipt import Receipt, unit_column, until_archived
from tickets.models.vocabulary import Channel, EndReason, Kind, Role, Urgency, Way

# All that a reveal needs of a ticket to find its citizen: no text.
_TO_FIND_THE_CALLER = columns(READ, "id", "case", "is_origin", "caller", "secret")


@granted(
    workspace=READ,
    custody=MUTABLE,
    identity=_TO_FIND_THE_CALLER,
    policies=(
        *until_archived("tickets_ticket"),
        Policy("tickets_ticket_read_identity", "SELECT", "identity", using="true"),
    ),
)
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

    unit = unit_column()
    is_origin = models.BooleanField("本级受理")
    handoff_seq = models.PositiveIntegerField(help_text="link of the chain that made this copy")
    from_unit = unit_column(null=True)
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
    area = unit_column(null=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField("纬度", null=True, help_text="degrees, GCJ-02")
    longitude = models.FloatField("经度", null=True, help_text="degrees, GCJ-02")
    caller = models.ForeignKey(
        "callers.Caller", on_delete=models.PROTECT, null=True, related_name="+"
    )
    external_id = models.CharField(max_length=80, null=True, unique=True)
    original_number = models.CharField(
        "原编号", max_length=40, blank=True, help_text="in the system it was taken over from"
    )
    registered_by = models.UUIDField(null=True, help_text="the user whose seat took it down")
    query_code_hash = models.CharField(max_length=64, blank=True)
    secret = models.BooleanField("保密件", default=False, help_text="set once, never unset")
    respondent_unit = unit_column(null=True, help_text="被反映单位")
    respondent_named = models.BooleanField(
        default=False, help_text="against a named officer of that unit (作风投诉)"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts"
    )

    holder_unit = unit_column(null=True)
    holder_assignment = models.ForeignKey(
        "tickets.Assignment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder_state = models.CharField(max_length=20, choices=State, blank=True)
    holder_due_at = models.DateTimeField(null=True)

    chase_count = models.PositiveSmallIntegerField("催问次数", default=0)
    chased_at = models.DateTimeField(null=True)
    rework_count = models.PositiveSmallIntegerField(default=0)
    way = models.CharField("办理方式", max_length=12, choices=Way, blank=True)
    article = models.CharField("所用标准答案", max_length=200, blank=True)
    reply = models.TextField("统一答复", blank=True)
    reply_id = models.UUIDField(null=True, help_text="the reply as approved and delivered")
    replied_at = models.DateTimeField(null=True)
    reply_delivered_at = models.DateTimeField(null=True)
    reply_public = models.TextField("公开答复", blank=True)
    public_approved_at = models.DateTimeField(null=True)
    next_follow_up_at = models.DateTimeField(null=True)
    followed_up_at = models.DateTimeField(null=True, help_text="follow-up completed")
    follow_up_count = models.PositiveSmallIntegerField(default=0)
    registered_at = models.DateTimeField("登记时间")
    created_at = models.DateTimeField(help_text="when this copy was made")
    ended_reason = models.CharField(max_length=24, choices=EndReason, blank=True)
    ended_note = models.TextField(blank=True)
    reopen_until = models.DateTimeField(null=True, help_text="after an end without a result")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "handoff_seq"],
                condition=models.Q(role=Role.LEAD),
                name="ticket_case_handoff",
            ),
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
            # The end of a number, as people read it out: the beginning of its reverse.
            models.Index(
                Collate(
                    Reverse(Replace(models.F("number"), models.Value("-"), models.Value(""))), "C"
                ),
                name="ticket_number_tail_idx",
            ),
            # What a new request is compared with.
            models.Index(fields=["category", "-created_at", "-id"], name="ticket_category_idx"),
            models.Index(fields=["area", "-created_at", "-id"], name="ticket_area_idx"),
            models.Index(fields=["caller", "-created_at"], name="ticket_caller_idx"),
            # What an accepting centre still has to do with a citizen: replies and follow-ups.
            models.Index(
                fields=["state", "next_follow_up_at", "id"],
                name="ticket_origin_desk_idx",
                condition=models.Q(is_origin=True, archived_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


@granted(workspace=READ, custody=APPEND)
class Participant(WorkspaceRow):
    """A unit that may see a ticket: it gave, leads, assists or supervises."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="participants")
    unit = unit_column()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "unit"], name="participant_once")]
        indexes = [models.Index(fields=["unit", "ticket"], name="participant_unit_idx")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.ticket_id}"
