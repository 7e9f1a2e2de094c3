"""Reads of people. Memberships and grants are public: read them before entering a workspace."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from people.actor import Actor
from people.models import Membership, User, UserGroup
from people.roles import ROLES
from tenancy.context import WorkspaceRef, ref_of
from tenancy.models import Workspace


def actor_for(user: User, workspace: WorkspaceRef | None) -> Actor | None:
    """The person as an actor in a workspace; None without a membership in force there.

    With no workspace: an actor with all their grants everywhere. One query. A grant counts only
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
    return Actor(user_id=user.pk, name=user.name, workspace=workspace, grants=held)


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
