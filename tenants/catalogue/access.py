"""Who may change a centre's catalogue."""

from hierarchy.models import Unit
from hierarchy.selectors import root_unit
from kernel.errors import PermissionDenied
from people.actor import Actor
from tenancy.context import WorkspaceRef

WRITING = ("administer", "dispatch")


def home_of(actor: Actor) -> WorkspaceRef:
    if actor.workspace is None:
        raise PermissionDenied
    return actor.workspace


def centre_of(home: WorkspaceRef) -> Unit:
    """The unit that is the workspace's hotline office."""
    centre = root_unit(home)
    assert centre is not None, home.slug
    return centre


def writing_centre(actor: Actor) -> Unit:
    """The centre whose catalogue the actor may change; PermissionDenied otherwise."""
    centre = centre_of(home_of(actor))
    if not any(actor.may(permission, centre.id) for permission in WRITING):
        raise PermissionDenied
    return centre
