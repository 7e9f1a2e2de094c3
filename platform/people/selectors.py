"""Reads of people. Memberships and grants are public: read them before entering a workspace."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hierarchy.models import Unit, today
from hierarchy.selectors import open_on, predecessors_of
from people.actor import Actor
from people.models import ContactDuty, Membership, UnitContact, User, UserGroup
from people.roles import ROLES, Role
from tenancy.context import WorkspaceRef, ref_of
from tenancy.models import Workspace


def actor_for(user: User, workspace: WorkspaceRef | None) -> Actor | None:
    """The person as an actor in a workspace; None without a membership in force there.

    With no workspace: an actor with all their grants everywhere. A grant counts only
    while the membership is in force, even before the nightly task takes the person off the group.
    """
    if not user.is_active:
        return None
    grants: dict[UUID, set[str]] = {}
    for unit_id, codename in _grants(user, workspace):
        grants.setdefault(unit_id, set())
        if codename:
            grants[unit_id].add(codename)
    if workspace is not None and not grants:
        return None
    held = {unit_id: frozenset(codenames) for unit_id, codenames in grants.items()}
    return Actor(
        user_id=user.pk,
        name=user.name,
        workspace=workspace,
        grants=held,
        belongs_under=units_above(user.pk),
    )


def _grants(user: User, workspace: WorkspaceRef | None) -> QuerySet[Membership, tuple[UUID, str]]:
    """Unit and permission of every membership in force, through guardian's group grants."""
    found = Membership.objects.in_force().filter(
        Exists(UserGroup.objects.filter(user=OuterRef("user"), group=OuterRef("group"))),
        Q(group__unitgrouppermission__isnull=True)
        | Q(group__unitgrouppermission__content_object=F("unit")),
        user=user,
    )
    if workspace is not None:
        found = found.filter(unit__workspace=workspace.id)
    return found.values_list("unit_id", "group__unitgrouppermission__permission__codename")


def units_above(user_id: UUID) -> frozenset[UUID]:
    """The units a person belongs to, in whatever workspace, and every unit above those.

    With them the units whose place those took: who moved with a merger is still its staff.
    """
    theirs = Membership.objects.in_force().filter(user=user_id)
    paths = theirs.values_list("unit__path", flat=True)
    codes = {code for path in paths for code in path.strip("/").split("/")}
    found = frozenset(Unit.objects.filter(code__in=codes).values_list("id", flat=True))
    return found | predecessors_of(found)


def role_in(actor: Actor, unit_id: UUID) -> Role:
    """As what a person works in a unit: the role with most rights, if there are several."""
    theirs = Membership.objects.in_force().filter(user=actor.user_id, unit=unit_id)
    held = [Role(each) for each in theirs.values_list("role", flat=True)]
    return max(held, key=lambda role: (len(ROLES[role]), role), default=Role.HANDLER)


def memberships_of(user: User, workspace: WorkspaceRef | None = None) -> QuerySet[Membership]:
    """Memberships in force with their units, in one workspace or everywhere."""
    found = Membership.objects.in_force().filter(user=user)
    if workspace is not None:
        found = found.filter(unit__workspace=workspace.id)
    return found.select_related("unit", "unit__workspace").order_by("unit__code", "role")


def workspaces_of(user: User) -> list[WorkspaceRef]:
    """The workspaces a person may enter, cities first."""
    if not user.is_active:
        return []
    theirs = Membership.objects.in_force().filter(user=user)
    ready = Workspace.objects.filter(
        state=Workspace.State.READY, pk__in=theirs.values("unit__workspace")
    )
    return [ref_of(workspace) for workspace in ready.order_by("level", "division_code")]


def names_of(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people; also within a workspace, where nothing else of them can be read."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("id", "name"))


def people_with(permission: str, unit_id: UUID) -> QuerySet[User]:
    """Active people who hold a permission on a unit today, by name; also within a workspace."""
    roles = [role for role, held in ROLES.items() if permission in held]
    there = Membership.objects.in_force().filter(
        user=OuterRef("pk"), unit_id=unit_id, role__in=roles
    )
    found = User.objects.filter(Exists(there), is_active=True)
    return found.only("id", "name", "username", "is_active").order_by("name", "id")


def contacts_of(unit_ids: Collection[UUID]) -> Mapping[UUID, list[UnitContact]]:
    """The leaders and handlers in force of several units, with their people; one query."""
    found: dict[UUID, list[UnitContact]] = {unit_id: [] for unit_id in unit_ids}
    named = UnitContact.objects.in_force().filter(unit__in=list(found)).select_related("user")
    # In a workspace nothing else of a person can be read.
    shown = ("unit", "duty", "valid_from", "valid_to", "user__name", "user__username")
    for contact in named.only(*shown).order_by("-duty"):
        found[contact.unit_id].append(contact)
    return found


def units_without_person(duties: Collection[ContactDuty]) -> QuerySet[Unit]:
    """Units that exist today and have nobody at work for any of these duties, by code.

    Statistical units are left out: nobody works there.
    """
    named = UnitContact.objects.in_force().filter(unit=OuterRef("pk"), duty__in=list(duties))
    units = Unit.objects.filter(open_on(today()), ~Exists(named), is_statistical=False)
    return units.order_by("code")


def is_without_person(unit_id: UUID) -> bool:
    """Whether a unit has neither a leader nor a handler at work."""
    return not UnitContact.objects.in_force().filter(unit=unit_id).exists()
