"""Calls that became no ticket, and the praise that some of them were."""

from django.db import models
from django.db.models import Q

from tenancy.grants import INSERT_ONLY, READ, granted
from tenancy.rows import WorkspaceRow
from tickets.models import Channel

NAME_LENGTH = 60


@granted(workspace=READ, custody=INSERT_ONLY)
class CallRecord(WorkspaceRow):
    """What came of a call without a ticket (无声、骚扰、拨错、表扬 …). Never changed.

    `note` is screened: who called is only in `caller`.
    """

    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    agent_id = models.UUIDField()
    agent_name = models.CharField(max_length=NAME_LENGTH)
    at = models.DateTimeField()
    result_code = models.CharField("通话结果", max_length=40)
    result_name = models.CharField(max_length=200, help_text="as it was called that day")
    spoken = models.BooleanField("有效通话", help_text="as the result counted that day")
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.PHONE)
    note = models.TextField("说明", blank=True)
    caller = models.ForeignKey(
        "callers.Caller", on_delete=models.PROTECT, null=True, related_name="+"
    )
    praised_unit = models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_key = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="of what was said under the key"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent_id", "client_key"],
                name="callrecord_once",
                condition=~Q(client_key=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="callrecord_newest_idx"),
            models.Index(fields=["unit", "-at", "-id"], name="callrecord_unit_idx"),
            models.Index(fields=["result_code", "-at", "-id"], name="callrecord_result_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.result_code} {self.at:%Y-%m-%d %H:%M}"


@granted(workspace=READ, custody=INSERT_ONLY)
class Praise(WorkspaceRow):
    """表扬, as the praised unit reads it: in its own workspace, without whoever praised it."""

    call_id = models.UUIDField(unique=True, help_text="the call, in the workspace that took it")
    from_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("表扬内容")

    class Meta:
        indexes = [models.Index(fields=["unit", "-at", "-id"], name="praise_unit_idx")]

    def __str__(self) -> str:
        return f"praise of {self.unit_id}"
