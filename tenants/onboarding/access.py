"""The only doors: who administers which part of the city."""

from uuid import UUID

from hierarchy.models import Unit
from hierarchy.selectors import root_unit, unit_by_id
from kernel.errors import PermissionDenied
from people.actor import Actor
from spreadsheets.kinds import ImportKind, Scope, Where
from tenancy.context import WorkspaceRef


def home_of(actor: Actor) -> WorkspaceRef:
    if actor.workspace is None:
        raise PermissionDenied
    return actor.workspace


def centre_with(actor: Actor, *permissions: str) -> Unit:
    """The centre of the actor's workspace, for which they must hold one of the permissions."""
    root = root_unit(home_of(actor))
    if root is None or not any(actor.may(each, root.pk) for each in permissions):
        raise PermissionDenied
    return root


def administered(actor: Actor) -> Unit:
    """The division whose units and people the actor administers: a city's is the whole city."""
    return centre_with(actor, "administer")


def administered_unit(actor: Actor, unit_id: UUID | None) -> Unit:
    """A unit of that division; absent and elsewhere are one answer."""
    root = administered(actor)
    unit = unit_by_id(unit_id)
    if unit is None or not unit.path.startswith(root.path):
        raise PermissionDenied
    return unit


def scope_for(actor: Actor, kind: ImportKind[object]) -> Scope:
    """For whom the actor may bring in a workbook of this kind, or PermissionDenied."""
    root = centre_with(actor, kind.permission)
    workspace = home_of(actor)
    return Scope(root.code, workspace=workspace, by=actor.user_id)


def divisions_below(actor: Actor, kind: ImportKind[object]) -> list[str]:
    """The divisions whose runs the actor sees and may undo."""
    root = centre_with(actor, kind.permission)
    if kind.where is Where.WORKSPACE:
        return [root.code]
    inside = Unit.objects.filter(path__startswith=root.path, kind__in=["city", "county"])
    return list(inside.values_list("code", flat=True))
