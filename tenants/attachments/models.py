"""What is known of a file. The file itself lies outside the database."""

from django.db import models

from tenancy.grants import Policy, granted
from tenancy.rows import WorkspaceRow

# A workspace adds rows about files of its own folder and takes back what is bound to nothing;
# custody alone binds, once, and lets another workspace see a file. What is bound stays for ever.
_TABLE = "attachments_attachment"
_OWN_FOLDER = "split_part(stored_name, '/', 1) = current_schema()"
_UNBOUND = "ticket_id IS NULL"
_POLICIES = (
    Policy(f"{_TABLE}_read", "SELECT", "workspace", using="true"),
    Policy(f"{_TABLE}_add", "INSERT", "workspace", check=f"{_UNBOUND} AND {_OWN_FOLDER}"),
    Policy(f"{_TABLE}_take_back", "DELETE", "workspace", using=_UNBOUND),
    Policy(f"{_TABLE}_custody_read", "SELECT", "custody", using="true"),
    Policy(f"{_TABLE}_custody_copy", "INSERT", "custody", check="ticket_id IS NOT NULL"),
    Policy(f"{_TABLE}_custody_bind", "UPDATE", "custody", using=_UNBOUND, check="true"),
)


class Purpose(models.TextChoices):
    """What a file is for."""

    EVIDENCE = "evidence", "办理依据"
    PHOTO = "photo", "现场照片"
    INSTRUCTION_SCAN = "instruction_scan", "批示扫描件"
    VOICE = "voice", "录音"
    OTHER = "other", "其他"


@granted(
    workspace=("SELECT", "INSERT", "DELETE"),
    custody=("SELECT", "INSERT", "UPDATE"),
    policies=_POLICIES,
)
class Attachment(WorkspaceRow):
    """A file somebody uploaded here, or one that came with a report of another workspace.

    Until a verb binds it to a ticket it belongs to its uploader and is swept after a day. Images
    are stored without the camera's notes; of those only the time is kept, and the digest of the
    bytes as they were uploaded, so that a photo used twice is recognised.
    """

    ticket_id = models.UUIDField(null=True, help_text="empty until bound")
    assignment_id = models.UUIDField(null=True, help_text="the giving it was reported on")
    purpose = models.CharField(max_length=20, choices=Purpose)
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes, as stored")
    stored_name = models.CharField(max_length=120, help_text="<schema>/<year and month>/<uuid>")
    sha256 = models.CharField(max_length=64, help_text="of the bytes as uploaded")
    stored_sha256 = models.CharField(max_length=64, help_text="of the bytes as stored")
    taken_at = models.DateTimeField("拍摄时间", null=True, help_text="as the camera noted it")
    uploaded_by = models.UUIDField()
    uploaded_by_name = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()
    bound_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attachment_bound_whole",
                condition=models.Q(ticket_id__isnull=True, bound_at__isnull=True)
                | models.Q(ticket_id__isnull=False, bound_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["ticket_id", "id"], name="attachment_ticket_idx"),
            models.Index(fields=["sha256"], name="attachment_digest_idx"),
            models.Index(
                fields=["uploaded_at"],
                name="attachment_unbound_idx",
                condition=models.Q(ticket_id__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
