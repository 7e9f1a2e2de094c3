"""Tables of a city's words. Every row is one version: what was true from a day to a day.

A change closes the row in force and adds another; nothing else of a row ever changes.
"""

from datetime import date

from django.db import models
from django.utils import timezone

from taxonomy.words import Kind, LineMode, Outcome
from tenancy.grants import MUTABLE, READ, granted
from tenancy.rows import SharedRow


def in_force(day: date) -> models.Q:
    """Versions that hold on a day."""
    open_then = models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day)
    return models.Q(valid_from__lte=day) & open_then


class Version(SharedRow):
    """A coded thing of one city, from the first day to the day before `valid_to`."""

    city = models.ForeignKey(
        "tenancy.Workspace",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the city's workspace; its counties use the same set",
    )
    code = models.CharField("代码", max_length=40)
    name = models.CharField("名称", max_length=200)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("停用日期", null=True)
    by = models.UUIDField(null=True, help_text="the user; empty if it came with the platform")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_by = models.UUIDField(null=True)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                condition=models.Q(valid_to__isnull=True),
                name="%(class)s_open_once",
            ),
            models.CheckConstraint(
                name="%(class)s_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["city", "code", "valid_from"], name="%(class)s_code_idx")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@granted(public=MUTABLE, workspace=READ, custody=READ)
class Category(Version):
    """A category of requests (事项类别); the tree has three levels, a child's code begins with
    its parent's."""

    parent = models.CharField(max_length=40, blank=True, help_text="code one level up")
    departmental = models.BooleanField(
        "职能部门事项",
        default=False,
        help_text="a department's own function: townships and villages have no power over it",
    )
    pinyin = models.CharField(max_length=700, blank=True)


class Listed(Version):
    """A version that has its place in a short list."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Version.Meta):
        abstract = True


@granted(public=MUTABLE, workspace=READ, custody=READ)
class KindVersion(Listed):
    """What a city calls a kind of request, and how it treats it. The code is one of `Kind`."""

    needs_outcome = models.BooleanField(
        "须答复采纳情况", default=False, help_text="采纳、部分采纳、不采纳 (R2.6)"
    )
    secret_by_default = models.BooleanField("默认保密", default=False)
    rating_suffices = models.BooleanField(
        "可短信评价代替电话回访", default=False, help_text="a rating by link or SMS is a follow-up"
    )

    class Meta(Listed.Meta):
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="kindversion_code_known", condition=models.Q(code__in=Kind.values)
            ),
        ]


@granted(public=MUTABLE, workspace=READ, custody=READ)
class ScopeClass(Listed):
    """A class of what is accepted or refused (受理范围, R2.2)."""

    accepted = models.BooleanField("予以受理")
    hand_over = models.BooleanField(
        "移交紧急求助平台", default=False, help_text="handed to 110/119/120, not refused"
    )
    explanation = models.TextField("解释口径", blank=True, help_text="what the citizen is told")
    guidance = models.TextField("引导去向", blank=True, help_text="where the citizen can turn")

    class Meta(Listed.Meta):
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="scopeclass_hand_over_refused",
                condition=models.Q(hand_over=False) | models.Q(accepted=False),
            ),
        ]


@granted(public=MUTABLE, workspace=READ, custody=READ)
class ScopeException(Listed):
    """When a class does not decide: the owner's line or the category does."""

    of_class = models.CharField(max_length=40, blank=True, help_text="blank: whatever the class")
    line_mode = models.CharField("热线整合方式", max_length=20, choices=LineMode, blank=True)
    categories = models.JSONField(default=list, help_text="codes; what lies below them included")
    outcome = models.CharField("处理方式", max_length=20, choices=Outcome)


@granted(public=MUTABLE, workspace=READ, custody=READ)
class CallResult(Listed):
    """What came of a call that became no ticket (无效来电、表扬 and the like)."""

    spoken = models.BooleanField(
        "有效通话", help_text="somebody had something to say: counts as a contact that was served"
    )
    note_required = models.BooleanField("须填写说明", default=False)
