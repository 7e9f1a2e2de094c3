"""The only doors to the follow-up queue and its plan for a person."""

from kernel.errors import PermissionDenied
from people.actor import Actor
from tickets.access import centre_of, home_of


def require_asking(actor: Actor) -> None:
    """Follow-up belongs to the accepting centre (R6.1)."""
    if not actor.may("follow_up", centre_of(home_of(actor))):
        raise PermissionDenied


def require_administrator(actor: Actor) -> None:
    """The plan belongs to whoever administers the centre."""
    if not actor.may("administer", centre_of(home_of(actor))):
        raise PermissionDenied
