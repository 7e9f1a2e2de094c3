"""Workspaces: the city and each county (工作区)."""

from django.db import models
from django_tenants.models import TenantMixin

from kernel.ids import uuid7
from tenancy.grants import READ, granted


@granted(public=READ, workspace=READ, custody=READ)
class Workspace(TenantMixin):
    """One tenant: a city or a county with a schema and a database role of its own.

    It names its root unit by division code, so that tenancy stays below the hierarchy.
    """

    class Level(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "县（市、区）"

    class State(models.TextChoices):
        """How far provisioning has come; each step can be repeated."""

        PLANNED = "planned", "待建"
        MIGRATED = "migrated", "已建表"
        READY = "ready", "可用"

    auto_create_schema = False
    auto_drop_schema = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField("路径名", max_length=50, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    division_code = models.CharField("区划代码", max_length=12, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)

    def __str__(self) -> str:
        return self.slug
