"""Facts that were committed and must still be told to somebody."""

from django.db import models

from kernel.clock import now
from tenancy import roles
from tenancy.grants import FULL, INSERT_ONLY, Policy, granted
from tenancy.rows import SharedRow

WAITING = models.Q(delivered_at__isnull=True, dead=False)
# A workspace may have facts handled in itself; only custody tells one workspace of another.
OWN = f"current_user::text = '{roles.of_schema('')}' || workspace"


@granted(
    public=FULL,
    workspace=INSERT_ONLY,
    custody=INSERT_ONLY,
    policies=(
        Policy("outbox_public", "ALL", "public", using="true", check="true"),
        Policy("outbox_custody", "INSERT", "custody", check="true"),
        Policy("outbox_own", "INSERT", "workspace", check=OWN),
    ),
)
class OutboxMessage(SharedRow):
    """Written in the transaction that made the fact true; delivered at least once, in order within
    a key. Ids and codes only, no text.

    All times are the database's, so that workers whose clocks differ agree on what is due.
    `attempts` counts deliveries begun, so that a message that kills workers is given up too.
    """

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    workspace = models.CharField(max_length=63, help_text="schema in which it is handled")
    payload = models.JSONField()
    created_at = models.DateTimeField(default=now)
    available_at = models.DateTimeField(default=now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True)
    dead = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["available_at", "id"], name="outbox_due_idx", condition=WAITING),
            models.Index(fields=["key", "id"], name="outbox_key_idx", condition=WAITING),
            models.Index(
                fields=["workspace"], name="outbox_dead_idx", condition=models.Q(dead=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"
