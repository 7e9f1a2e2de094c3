"""How long what is kept."""

from django.db import models

from tenancy.grants import APPEND, granted
from tenancy.rows import WorkspaceRow


class Kept(models.TextChoices):
    """What a rule is about."""

    IDENTITY = "identity", "诉求人姓名和电话"


@granted(workspace=APPEND)
class RetentionRule(WorkspaceRow):
    """How long something is kept after the case was closed. The newest row counts.

    A rule for one kind of request comes before the one for all kinds (blank).
    """

    what = models.CharField(max_length=16, choices=Kept)
    kind = models.CharField(max_length=20, blank=True)
    months = models.PositiveSmallIntegerField()
    valid_from = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["what", "kind", "-valid_from"], name="retentionrule_idx")]

    def __str__(self) -> str:
        return f"{self.what} {self.kind} {self.months}"
