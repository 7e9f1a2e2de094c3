"""Unfinished registrations and whose they are. An open draft always has exactly one owner."""

from django.db import models
from django.db.models import Q

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, MUTABLE, columns, granted
from tenancy.rows import WorkspaceRow

NAME_LENGTH = 60


class ShiftHandoverState(models.TextChoices):
    OFFERED = "offered", "待确认"
    ACCEPTED = "accepted", "已接班"
    REFUSED = "refused", "未接收"
    WITHDRAWN = "withdrawn", "已撤回"
    FORCED = "forced", "指定交接"


@granted(workspace=MUTABLE)
class ShiftHandover(WorkspaceRow):
    """One seat hands its unfinished drafts to another (交接班).

    Until it is accepted the drafts stay with the outgoing seat. A forced one never waits.
    """

    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    from_user_id = models.UUIDField()
    from_name = models.CharField(max_length=NAME_LENGTH)
    to_user_id = models.UUIDField()
    to_name = models.CharField(max_length=NAME_LENGTH)
    note = EncryptedTextField("交班说明", blank=True)
    state = models.CharField(max_length=12, choices=ShiftHandoverState)
    draft_count = models.PositiveSmallIntegerField(help_text="drafts in it when it was offered")
    offered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    reason = EncryptedTextField("理由", blank=True, help_text="why refused, or why forced")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shifthandover_between_two",
                condition=~Q(from_user_id=models.F("to_user_id")),
            ),
            models.CheckConstraint(
                name="shifthandover_decided",
                condition=Q(state="offered", decided_at__isnull=True)
                | (~Q(state="offered") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["to_user_id", "state"], name="shifthandover_to_idx"),
            models.Index(fields=["from_user_id", "state"], name="shifthandover_from_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.from_user_id} → {self.to_user_id} ({self.state})"


class DraftState(models.TextChoices):
    OPEN = "open", "未完成"
    REGISTERED = "registered", "已登记"
    DISCARDED = "discarded", "已作废"


@granted(
    workspace=MUTABLE,
    # A registration closes its draft in its own transaction, without ever reading what it says.
    custody=columns(("SELECT", "UPDATE"), "id", "owner_id", "state", "closed_at", "ticket_id"),
)
class Draft(WorkspaceRow):
    """An unfinished registration of a seat: everything typed, encrypted as a whole.

    `content` is the console's own JSON. Its key is chosen by the console, so that every
    keystroke can be saved without asking first.
    """

    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField(help_text="the seat that answers for it (首问负责制)")
    owner_name = models.CharField(max_length=NAME_LENGTH)
    state = models.CharField(max_length=12, choices=DraftState, default=DraftState.OPEN)
    content = EncryptedTextField("内容", blank=True)
    revision = models.PositiveIntegerField(
        default=0, help_text="counted by the console; an older one never overwrites a newer one"
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    handover = models.ForeignKey(
        ShiftHandover,
        on_delete=models.PROTECT,
        null=True,
        related_name="drafts",
        help_text="the handover that waits for an answer, if it is in one",
    )
    ticket_id = models.UUIDField(null=True, help_text="what it became")
    discard_reason = EncryptedTextField("作废理由", blank=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True, help_text="when its text was erased")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_closed_as_its_state_says",
                condition=Q(state="open", closed_at__isnull=True, ticket_id__isnull=True)
                | Q(state="registered", closed_at__isnull=False, ticket_id__isnull=False)
                | Q(state="discarded", closed_at__isnull=False, ticket_id__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["ticket_id"], name="draft_ticket_once", condition=~Q(ticket_id=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner_id", "saved_at"], name="draft_owner_idx", condition=Q(state="open")
            ),
            models.Index(
                fields=["unit", "saved_at"], name="draft_unit_idx", condition=Q(state="open")
            ),
            models.Index(
                fields=["closed_at"],
                name="draft_closed_idx",
                condition=~Q(state="open") & Q(forgotten_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class Cause(models.TextChoices):
    STARTED = "started", "首问"
    HANDED_OVER = "handed_over", "接班"
    FORCED = "forced", "指定交接"


@granted(workspace=APPEND)
class DraftOwner(WorkspaceRow):
    """Who answered for a draft, since when and why: evidence of 首问负责制, never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="owners")
    owner_id = models.UUIDField()
    owner_name = models.CharField(max_length=NAME_LENGTH)
    since = models.DateTimeField()
    cause = models.CharField(max_length=12, choices=Cause)
    handover = models.ForeignKey(
        ShiftHandover, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_id = models.UUIDField(help_text="who brought it about")

    class Meta:
        indexes = [models.Index(fields=["draft", "since"], name="draftowner_draft_idx")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.owner_id}"
