from django.db import models

from tenancy.grants import APPEND, INSERT_ONLY, granted
from tenancy.rows import WorkspaceRow


@granted(workspace=APPEND, custody=INSERT_ONLY, identity=INSERT_ONLY)
class TrailEntry(WorkspaceRow):
    """One act or reading by one person, for ever. Partitioned by the time in its key.

    Rows stand alone: no foreign keys, and the name as it was then, so that an entry still says
    everything when what it speaks of has changed or gone.
    """

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True, help_text="the unit in whose name it was done")
    reason = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "at"], name="trail_object_idx"),
            models.Index(fields=["actor_id", "at"], name="trail_actor_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"
