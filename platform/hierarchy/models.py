"""Units (单位) and what they were called and belonged to before."""

from datetime import date

from django.db import models
from django.utils import timezone

from kernel.clock import LOCAL, now
from tenancy.grants import APPEND, FULL, MUTABLE, READ, granted
from tenancy.rows import SharedRow


def today() -> date:
    """The present day in the city's own time."""
    return now().astimezone(LOCAL).date()


class Kind(models.TextChoices):
    """What a unit is. The first four are divisions (区划), one for each level."""

    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    DEPARTMENT = "department", "部门"
    UTILITY = "utility", "公共服务企事业单位"


LEVELS = {Kind.CITY: 1, Kind.COUNTY: 2, Kind.TOWNSHIP: 3, Kind.VILLAGE: 4}
DIVISIONS = frozenset(LEVELS)

# What a person may be granted on a unit; guardian stores these per unit and group.
PERMISSIONS = {
    "read": "查看本单位工单",
    "register": "登记工单",
    "dispatch": "派遣工单",
    "handle": "办理工单",
    "review": "复核反馈",
    "reply": "统一答复",
    "follow_up": "回访",
    "supervise": "督办",
    "sign_off": "审签",
    "reveal": "查看诉求人信息",
    "administer": "管理单位与人员",
}


# Deleted only when an import is undone; the database refuses once anything refers to a unit.
@granted(public=FULL, workspace=READ, custody=READ)
class Unit(SharedRow):  # type: ignore[django-manager-missing] # guardian is untyped
    """A body that people belong to and tickets are given to.

    A division (赤壁市, 官塘驿镇) is its own hotline office; departments and utilities belong
    to one.
    Name, parent and validity change only through `hierarchy.services`, which keep the history.
    Valid from the first day to the day before `valid_to`.
    """

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField(
        "层级", help_text="1 city to 4 village; a department has the level of its body"
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, help_text="codes from the root to the unit itself")
    workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_statistical = models.BooleanField("统计用单位", default=False)
    pinyin = models.CharField(max_length=700, blank=True)
    valid_from = models.DateField("起始日期", default=today)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = list(PERMISSIONS.items())
        constraints = [
            models.CheckConstraint(
                name="unit_kind_known", condition=models.Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="unit_level_of_division",
                condition=models.Q(level__range=(1, 4))
                & (
                    ~models.Q(kind__in=sorted(DIVISIONS))
                    | models.Q(
                        *[models.Q(kind=k, level=v) for k, v in LEVELS.items()], _connector="OR"
                    )
                ),
            ),
            models.CheckConstraint(
                name="unit_validity_in_order",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [
            # Subtrees are prefixes; without the operator class LIKE would not use the index.
            models.Index(fields=["path"], name="unit_path_idx", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["parent", "code"], name="unit_parent_code_idx"),
            models.Index(fields=["workspace", "code"], name="unit_workspace_code_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def is_open(self, on: date | None = None) -> bool:
        """Whether the unit exists on a day; today if none is given."""
        day = on or today()
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Change(models.TextChoices):
    """What ended a past state of a unit."""

    RENAMED = "renamed", "更名"
    MOVED = "moved", "调整隶属"
    CLOSED = "closed", "撤销"


@granted(public=MUTABLE, workspace=READ, custody=READ)
class UnitSuccession(SharedRow):
    """That one unit took over all the work of another that ended (撤并): 合村并居, 机构改革.

    Until `finished_at` the tickets are still being carried over; what turns up at the old unit
    afterwards is carried over too.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["unit"], name="unitsuccession_once"),
            models.CheckConstraint(
                name="unitsuccession_of_two",
                condition=~models.Q(unit=models.F("successor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.successor_id}"


@granted(public=APPEND, workspace=READ, custody=READ)
class UnitVersion(SharedRow):
    """What a unit was until a change: its name and parent, and from when to when.

    Written once, when the change is made; what is true now stands in the unit itself.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(help_text="the day of the change: from then on it is not true")
    change = models.CharField(max_length=10, choices=Change)
    reason = models.CharField(max_length=200, blank=True)
    by = models.UUIDField(null=True, help_text="the user; empty if a command did it")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="unitversion_in_order",
                condition=models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-valid_to", "-id"], name="unitversion_unit_idx")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name} {self.valid_from}–{self.valid_to}"
