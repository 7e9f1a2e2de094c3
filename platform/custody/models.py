"""The public record of every case: no personal data, no free text.

Header and state are two tables: tickets of all workspaces refer to the header only, which is never
updated, so that a sharded database can copy it to every node; only the state is ever locked.
"""

from django.conf import settings
from django.db import models

from custody.states import IN_HAND, HandoffKind, State
from tenancy.grants import APPEND, MUTABLE, READ, Policy, granted
from tenancy.rows import SharedRow

# Whoever takes part sees the case. Only this one table is asked, so policies cannot recurse; the
# collation is the column's own, else no index is used.
ME = 'current_user::text COLLATE "default"'


def _participants_read(table: str, column: str = "case_id") -> tuple[Policy, ...]:
    takes_part = (
        f"EXISTS (SELECT 1 FROM public.custody_caseparticipant p"
        f" WHERE p.case_id = {table}.{column} AND p.role = {ME})"
    )
    return (
        Policy(f"{table}_participants", "SELECT", "workspace", using=takes_part),
        Policy(f"{table}_custody", "ALL", "custody", using="true", check="true"),
    )


@granted(workspace=READ, custody=APPEND, policies=_participants_read("custody_case", "id"))
class Case(SharedRow):
    """The header of a citizen's request (办件): written once, never changed."""

    number = models.CharField("编号", max_length=32, unique=True)
    origin_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.number


@granted(workspace=READ, custody=MUTABLE, policies=_participants_read("custody_casestate"))
class CaseState(models.Model):
    """What is true of a case now: who holds it, at which level, until when. One row per case."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="state"
    )
    origin_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=20)
    secret = models.BooleanField(
        default=False, help_text="only who has a ticket of it may learn of the case; never unset"
    )
    state = models.CharField(max_length=20, choices=State)
    holder_unit = models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, null=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(help_text="1 city, 2 county, 3 township, 4 village")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resolved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    rework_count = models.PositiveSmallIntegerField(default=0)
    handoff_seq = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="casestate_known_state", condition=models.Q(state__in=State.values)
            ),
            # In hand means: somebody holds it. Closed means: nobody does.
            models.CheckConstraint(
                name="casestate_holder_iff_in_hand",
                condition=models.Q(
                    state__in=sorted(IN_HAND),
                    holder_unit__isnull=False,
                    holder_workspace__isnull=False,
                )
                | (~models.Q(state__in=sorted(IN_HAND)) & models.Q(holder_unit__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-case"], name="casestate_opened_idx"),
            models.Index(
                fields=["holder_unit", "due_at"],
                name="casestate_open_idx",
                condition=models.Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state} v{self.version}"


@granted(
    workspace=READ,
    custody=APPEND,
    policies=(
        Policy("custody_caseparticipant_self", "SELECT", "workspace", using=f"role = {ME}"),
        Policy("custody_caseparticipant_custody", "ALL", "custody", using="true", check="true"),
    ),
)
class CaseParticipant(SharedRow):
    """A workspace that may see a case: its database role, since policies compare that."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=63)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "role"], name="caseparticipant_once")
        ]
        indexes = [models.Index(fields=["role", "case"], name="caseparticipant_role_idx")]

    def __str__(self) -> str:
        return f"{self.role} in {self.case_id}"


@granted(workspace=READ, custody=APPEND, policies=_participants_read("custody_handoff"))
class Handoff(SharedRow):
    """One link of the chain of custody (交接): gapless per case, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handoffs")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=HandoffKind)
    from_unit = models.ForeignKey(
        "hierarchy.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_unit = models.ForeignKey("hierarchy.Unit", on_delete=models.PROTECT, related_name="+")
    from_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_workspace = models.ForeignKey(
        "tenancy.Workspace", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="handoff_case_seq")]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.seq} {self.kind}"
