"""Who saw an identity, who was allowed to, and who agreed. All of it append-only."""

from django.db import models

from people.roles import Role
from tenancy.grants import APPEND, READ, granted
from tenancy.rows import WorkspaceRow


class Tier(models.TextChoices):
    """How closely an identity is kept."""

    ORDINARY = "ordinary", "普通件"
    SECRET = "secret", "保密件"


class Ground(models.TextChoices):
    """Why somebody may see an identity."""

    CENTRE = "centre", "受理中心"
    ASSIGNMENT = "assignment", "承办"
    RELEASE = "release", "经诉求人同意"


@granted(workspace=READ, identity=APPEND)
class Reveal(WorkspaceRow):
    """Somebody saw who called: kept in the accepting workspace, for ever.

    The citizen may be told unit, role and time of it, never the officer's name.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60)
    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    tier = models.CharField(max_length=10, choices=Tier)
    ground = models.CharField(max_length=12, choices=Ground)
    assignment_id = models.UUIDField(null=True, help_text="the giving it was seen for")
    release_id = models.UUIDField(null=True, help_text="the citizen's agreement it rests on")
    reason = models.CharField("查看原因", max_length=200)
    expires_at = models.DateTimeField(null=True, help_text="empty: with the giving")

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="reveal_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.unit_id} saw {self.ticket_id}"


@granted(workspace=READ, custody=APPEND)
class ContactRelease(WorkspaceRow):
    """A level let a unit below it, or one that helps, reach the citizen for one task."""

    assignment = models.OneToOneField(
        "tickets.Assignment", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return str(self.assignment_id)


@granted(workspace=APPEND, identity=READ)
class IdentityRelease(WorkspaceRow):
    """The citizen agreed (同意移交身份) that one named investigator learns who they are."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField("有效期至")
    reason = models.CharField("授权原因", max_length=200)
    consent_note = models.TextField("诉求人同意情况")
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identityrelease_ends_after_it_begins",
                condition=models.Q(until__gt=models.F("at")),
            )
        ]
        indexes = [
            models.Index(fields=["user", "until"], name="identityrelease_user_idx"),
            models.Index(fields=["ticket", "until"], name="identityrelease_ticket_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} to {self.user_id}"


@granted(workspace=APPEND, identity=READ)
class IdentityReleaseEnd(WorkspaceRow):
    """A release was taken back before its time."""

    release = models.OneToOneField(IdentityRelease, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.release_id)


@granted(workspace=APPEND)
class InvestigationMark(WorkspaceRow):
    """Whether an investigation is under way: then nobody is told who saw the identity.

    The newest mark of a ticket counts.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    marked = models.BooleanField()
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["ticket", "-id"], name="investigationmark_ticket_idx")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.marked}"
