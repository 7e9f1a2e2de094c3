"""What was issued, under which number, to whom, and who confirmed it."""

from typing import Any

from django.db import models

from documents.kinds import DocumentKind
from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow


def _unit(null: bool = False) -> Any:
    return models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=null, related_name="+"
    )


@granted(workspace=APPEND, custody=READ)
class Office(WorkspaceRow):
    """How the workspace's office signs its documents. A change is a new row; the newest counts."""

    code = models.CharField("机关代字", max_length=20, help_text="咸热线 in 咸热线督〔2026〕12号")
    head = models.CharField("发文机关名称", max_length=60)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True, help_text="the office's own")
    since = models.DateTimeField()
    set_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = "发文机关"
        indexes = [models.Index(fields=["-since", "-id"], name="office_newest_idx")]

    def __str__(self) -> str:
        return self.code


@granted(workspace=MUTABLE, custody=MUTABLE)
class NumberSeries(WorkspaceRow):
    """The last number given to a kind in a year. Only `documents.numbering` touches it."""

    kind = models.CharField(max_length=24, choices=DocumentKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="numberseries_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


@granted(workspace=APPEND, custody=APPEND)
class Document(WorkspaceRow):
    """An issued document: written once, never changed (rights: insert only).

    Its issuing workspace keeps the original. A workspace to whose units it was addressed keeps a
    copy with the same number, text and digest. `confidential`: of a secret ticket when issued.
    """

    kind = models.CharField(max_length=24, choices=DocumentKind)
    number = models.CharField("文号", max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    issuing_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, related_name="+"
    )
    original_id = models.UUIDField(null=True, help_text="of a copy: its row at the issuer's")
    ticket_id = models.UUIDField(null=True, db_index=True, help_text="the ticket in this workspace")
    assignment_id = models.UUIDField(null=True, help_text="the giving it announces or decides on")
    unit = _unit()
    unit_name = models.CharField("签发单位", max_length=100)
    issued_by = models.UUIDField(null=True)
    issued_by_name = models.CharField("签发人", max_length=60)
    issued_at = models.DateTimeField("签发时间")
    confidential = models.BooleanField("保密", default=False)
    fields = models.JSONField("填写内容")
    sheet = models.JSONField("版面", help_text="everything on the page, labels included")
    text = models.TextField("全文")
    digest = models.CharField(max_length=64, help_text="sha256 of the canonical form")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_workspace", "kind", "year", "serial"], name="document_serial"
            ),
            models.UniqueConstraint(fields=["issuing_workspace", "number"], name="document_number"),
            models.UniqueConstraint(
                fields=["assignment_id"],
                name="document_one_delegation_notice",
                condition=models.Q(kind=DocumentKind.DELEGATION_NOTICE),
            ),
        ]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="document_newest_idx")]

    def __str__(self) -> str:
        return self.number


@granted(workspace=APPEND, custody=APPEND)
class DocumentRecipient(WorkspaceRow):
    """To whom a document goes: a unit of the platform, or a body outside it by name."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    unit = _unit(null=True)
    is_copy = models.BooleanField("抄送", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="recipient_position")
        ]
        indexes = [models.Index(fields=["unit", "document"], name="recipient_unit_idx")]

    def __str__(self) -> str:
        return self.name


@granted(workspace=APPEND, custody=APPEND)
class DocumentReceipt(WorkspaceRow):
    """A recipient unit confirmed that it has the document (签收回执), once."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="receipts")
    unit = _unit()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.unit_id}"


@granted(workspace=APPEND, custody=APPEND)
class DocumentDelivery(WorkspaceRow):
    """How and when a document was brought to somebody (报送)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries")
    to = models.CharField("送达对象", max_length=100)
    at = models.DateTimeField("送达时间")
    how = models.CharField("送达方式", max_length=60)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "at", "to"], name="delivery_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.to}"


@granted(workspace=APPEND, custody=APPEND)
class DocumentInstruction(WorkspaceRow):
    """An instruction (批示) that was written on a document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="instructed")
    instruction_id = models.UUIDField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} ← {self.instruction_id}"
