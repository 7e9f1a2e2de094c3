"""Who may change a city's words: its administrators, in the city's own workspace."""

from uuid import UUID

from hierarchy.selectors import root_unit
from kernel.errors import PermissionDenied
from people.actor import Actor


def city_administered_by(actor: Actor) -> UUID:
    """The city whose set the actor may change. A county's administrator changes none."""
    home = actor.workspace
    if home is None or home.parent_id is not None:
        raise PermissionDenied
    centre = root_unit(home)
    if centre is None or not actor.may("administer", centre.id):
        raise PermissionDenied
    return home.id
