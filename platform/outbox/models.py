"""Facts that were committed and must still be told to somebody."""

from django.db import models

from kernel.clock import now
from tenancy.grants import FULL, INSERT_ONLY, granted
from tenancy.rows import SharedRow


@granted(public=FULL, workspace=INSERT_ONLY, custody=INSERT_ONLY)
class OutboxMessage(SharedRow):
    """Written in the transaction that made the fact true; delivered at least once, in order within
    a key. Ids and codes only, no text."""

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
            models.Index(
                fields=["available_at", "id"],
                name="outbox_due_idx",
                condition=models.Q(delivered_at__isnull=True, dead=False),
            ),
            models.Index(
                fields=["key", "id"],
                name="outbox_key_idx",
                condition=models.Q(delivered_at__isnull=True, dead=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"
