"""One event, what is said about it, and everybody who called about it."""

from django.db import models
from django.db.models import Q

from privacy.fields import EncryptedTextField
from tenancy.grants import APPEND, MUTABLE, columns, granted
from tenancy.rows import WorkspaceRow

NAME_LENGTH = 60
KEY_LENGTH = 64


class IncidentState(models.TextChoices):
    OPEN = "open", "进行中"
    ENDED = "ended", "已结束"


@granted(workspace=MUTABLE)
class Incident(WorkspaceRow):
    """An event about which many people call at once (突发事件): a burst main, a power cut.

    `version` counts its answers; `answer` and `expected_end` are those of the newest.
    """

    title = models.CharField(max_length=200)
    category = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=IncidentState, default=IncidentState.OPEN)
    version = models.PositiveIntegerField(default=1)
    answer = models.TextField("统一口径")
    expected_end = models.DateTimeField("预计结束时间", null=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=NAME_LENGTH)
    ended_at = models.DateTimeField(null=True)
    ticket = models.ForeignKey(
        "tickets.Ticket",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the one work order of the event, if there is one",
    )
    client_key = models.CharField(max_length=KEY_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="incident_ended_as_its_state_says",
                condition=Q(state="open", ended_at__isnull=True)
                | Q(state="ended", ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["opened_by", "client_key"],
                name="incident_opened_once",
                condition=~Q(client_key=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-opened_at", "-id"], name="incident_open_idx", condition=Q(state="open")
            ),
            models.Index(fields=["-opened_at", "-id"], name="incident_newest_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


@granted(workspace=APPEND)
class IncidentArea(WorkspaceRow):
    """A part of the area that an incident concerns."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="areas")
    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "unit"], name="incident_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} in {self.unit_id}"


@granted(workspace=APPEND)
class IncidentAnswer(WorkspaceRow):
    """What callers are told from some time on (统一口径). Never changed: it was said."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    answer = models.TextField()
    expected_end = models.DateTimeField(null=True)
    ends = models.BooleanField(default=False, help_text="said that the event is over")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "version"], name="incident_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} v{self.version}"


@granted(
    workspace=MUTABLE,
    # A caller's own matter becomes a ticket in the transaction that takes them off the incident.
    custody=columns(("SELECT", "UPDATE"), "id", "detached_at", "ticket_id"),
)
class IncidentContact(WorkspaceRow):
    """A citizen who called about an incident, and which answer they have been given by phone.

    Somebody who calls again is still one citizen: `calls` counts.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="contacts")
    caller = models.ForeignKey("callers.Caller", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    last_call_at = models.DateTimeField()
    calls = models.PositiveSmallIntegerField(default=1)
    unit_id = models.UUIDField(help_text="the unit of the seat")
    agent_id = models.UUIDField()
    agent_name = models.CharField(max_length=NAME_LENGTH)
    answer_version = models.PositiveIntegerField(help_text="the newest answer said on the phone")
    note = EncryptedTextField("备注", blank=True)
    detached_at = models.DateTimeField(null=True, help_text="their matter turned out another one")
    ticket_id = models.UUIDField(null=True, help_text="the ticket of that other matter")
    client_key = models.CharField(max_length=KEY_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="incident_contact_detached_to_a_ticket",
                condition=Q(detached_at__isnull=True, ticket_id__isnull=True)
                | Q(detached_at__isnull=False, ticket_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["agent_id", "client_key"],
                name="incident_contact_once",
                condition=~Q(client_key=""),
            ),
        ]
        indexes = [models.Index(fields=["incident", "id"], name="incident_contact_idx")]

    def __str__(self) -> str:
        return f"{self.id} of {self.incident_id}"


@granted(workspace=APPEND)
class IncidentTold(WorkspaceRow):
    """That a citizen was sent an answer: once for each, whoever dies on the way."""

    contact = models.ForeignKey(IncidentContact, on_delete=models.PROTECT, related_name="told")
    version = models.PositiveIntegerField()
    message_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "version"], name="incident_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} v{self.version}"
