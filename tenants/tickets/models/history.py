"""What happened to tickets, and which commands were carried out."""

from django.db import models

from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow
from tickets.models.ticket import Ticket
from tickets.verbs import Verb

# A copy arrives from another workspace: no verb of this one.
RECEIVE = "receive"
CHANGES = [(RECEIVE, "收到"), *Verb.choices]


@granted(workspace=READ, custody=APPEND)
class TicketEvent(WorkspaceRow):
    """What happened to a ticket, for ever. Never changed; partitioned by the time in its key."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    case_version = models.PositiveIntegerField()
    verb = models.CharField(max_length=20, choices=CHANGES)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    unit_id = models.UUIDField(null=True, help_text="the acting unit")
    for_unit_id = models.UUIDField(null=True, help_text="代签代报: the unit it was done for")
    to_unit_id = models.UUIDField(null=True, help_text="the other side, where there is one")
    assignment_id = models.UUIDField(null=True, help_text="the giving concerned")
    states = models.JSONField(
        default=dict, help_text="place → state after it; a place is a giving's id or `ticket`"
    )
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["ticket", "seq"], name="ticketevent_seq_idx")]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.seq} {self.verb}"


@granted(workspace=APPEND, custody=APPEND)
class IdempotencyKey(WorkspaceRow):
    """A command already carried out for a person; a repeat gets the same answer."""

    actor_id = models.UUIDField()
    key = models.CharField(max_length=64)
    operation = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    ticket_id = models.UUIDField()
    case_version = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
