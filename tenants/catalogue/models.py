"""The dispatch catalogue, what was ruled before, and what a reply begins with."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from clocks.limits import Limit, Unit
from tenancy.grants import APPEND, MUTABLE, READ, granted
from tenancy.rows import WorkspaceRow

ANY_LEVEL = 0
LEVELS = {ANY_LEVEL: "不限", 1: "市级", 2: "县级", 3: "乡级", 4: "村级"}


def in_force(day: date) -> models.Q:
    """Versions that hold on a day."""
    open_then = models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day)
    return models.Q(valid_from__lte=day) & open_then


def _unit(*, null: bool = True) -> Any:
    return models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=null, related_name="+"
    )


@granted(workspace=READ, custody=APPEND)
class Precedent(WorkspaceRow):
    """One ruling on who is competent (裁定先例). Evidence: never changed.

    Whether it was written into the catalogue, the catalogue's rows say. The note is screened: it
    is read on other tickets and outlives the identity of this one's citizen.
    """

    class Decision(models.TextChoices):
        UPHELD = "upheld", "同意退单"
        REJECTED = "rejected", "驳回退单"

    category = models.CharField("事项类别", max_length=40, blank=True)
    area = _unit()
    from_unit = _unit(null=False)
    competent = _unit()
    not_competent = _unit()
    decision = models.CharField("裁定", max_length=10, choices=Decision)
    reason = models.CharField("退单理由", max_length=40, blank=True, help_text="as people read it")
    legal_basis = models.CharField("依据", max_length=300, blank=True)
    note = models.TextField("裁定意见", blank=True)
    case = models.ForeignKey("custody.Case", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField("工单编号", max_length=32, blank=True)
    decided_at = models.DateTimeField("裁定时间")
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="precedent_one_or_the_other",
                condition=models.Q(competent__isnull=True)
                | models.Q(not_competent__isnull=True)
                | ~models.Q(competent=models.F("not_competent")),
            ),
        ]
        indexes = [
            models.Index(fields=["category", "-decided_at"], name="precedent_category_idx"),
            models.Index(fields=["-decided_at", "-id"], name="precedent_newest_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.decision} {self.number}"


@granted(workspace=MUTABLE, custody=MUTABLE)
class CatalogueRow(WorkspaceRow):
    """Who leads a matter: category × area × level of whoever dispatches (派单目录).

    A row is one version. A change closes it and adds another; nothing else of it ever changes, so
    that a giving can say by which row it was made.
    """

    category = models.CharField("事项类别", max_length=40, help_text="what lies below it included")
    area = models.ForeignKey(
        "hierarchy.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="区域",
        help_text="with all below it; empty: anywhere",
    )
    level = models.PositiveSmallIntegerField("派遣层级", default=ANY_LEVEL)
    lead = _unit()
    territorial = models.BooleanField(
        "属地主办", default=False, help_text="whoever is one level below and has the area leads"
    )
    legal_basis = models.CharField("法律依据", max_length=300, blank=True)
    standard = models.TextField("办理标准", blank=True)
    limit_value = models.DecimalField("时限", max_digits=6, decimal_places=2, null=True)
    limit_unit = models.CharField(
        "时限单位",
        max_length=12,
        blank=True,
        choices=[(unit.value, unit.label) for unit in Unit],
    )
    precedent = models.ForeignKey(
        Precedent,
        on_delete=models.PROTECT,
        null=True,
        related_name="rules",
        help_text="the ruling it was written from",
    )
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("停用日期", null=True)
    by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "area", "level"],
                condition=models.Q(valid_to__isnull=True, area__isnull=False),
                name="cataloguerow_open_once",
            ),
            models.UniqueConstraint(
                fields=["category", "level"],
                condition=models.Q(valid_to__isnull=True, area__isnull=True),
                name="cataloguerow_anywhere_once",
            ),
            models.CheckConstraint(
                name="cataloguerow_one_lead",
                condition=models.Q(lead__isnull=False, territorial=False)
                | models.Q(lead__isnull=True, territorial=True),
            ),
            models.CheckConstraint(
                name="cataloguerow_whole_limit",
                condition=models.Q(limit_value__isnull=True, limit_unit="")
                | (models.Q(limit_value__gt=0) & ~models.Q(limit_unit="")),
            ),
            models.CheckConstraint(
                name="cataloguerow_level_known",
                condition=models.Q(level__in=sorted(LEVELS)),
            ),
            models.CheckConstraint(
                name="cataloguerow_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["category", "valid_from"], name="cataloguerow_category_idx")
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.level} → {self.lead_id or '属地'}"

    def limit(self) -> Limit | None:
        """The limit the row gives, if it gives one."""
        return Limit(self.limit_value, Unit(self.limit_unit)) if self.limit_value else None


@granted(workspace=APPEND, custody=APPEND)
class CatalogueAssist(WorkspaceRow):
    """A unit that assists the lead of a row (协办), in order."""

    row = models.ForeignKey(CatalogueRow, on_delete=models.PROTECT, related_name="assists")
    unit = _unit(null=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "unit"], name="catalogueassist_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} assists {self.row_id}"


@granted(workspace=MUTABLE)
class ReplySkeleton(WorkspaceRow):
    """What a reply on matters of a category begins with (答复提纲). One row is one version."""

    category = models.CharField("事项类别", max_length=40, help_text="what lies below it included")
    text = models.TextField("提纲")
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("停用日期", null=True)
    by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category"],
                condition=models.Q(valid_to__isnull=True),
                name="replyskeleton_open_once",
            ),
            models.CheckConstraint(
                name="replyskeleton_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.category
