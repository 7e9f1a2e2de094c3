"""The only doors to messages and their templates for a person."""

from hierarchy.selectors import root_unit
from kernel.errors import PermissionDenied
from people.actor import Actor


def require_administrator(actor: Actor) -> None:
    """Templates belong to whoever administers the workspace's own unit."""
    root = root_unit(actor.workspace) if actor.workspace else None
    if root is None or not actor.may("administer", root.id):
        raise PermissionDenied
