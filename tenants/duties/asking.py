"""Asking who would be called, also in a workspace below one's own."""

from datetime import datetime
from uuid import UUID

from custody.errands import errand
from duties.access import unit_within_reach
from duties.selectors import Called, people_to_call
from people.actor import Actor
from tickets.access import home_of
from tickets.places import workspace_by_id


def duty_persons(*, actor: Actor, unit_id: UUID | None, at: datetime) -> list[Called]:
    """Whom an express giving would call for a unit within the actor's reach, first one first.

    A county's roster lies in the county's workspace: the city's centre reads it through custody.
    """
    unit = unit_within_reach(actor, unit_id)
    home = home_of(actor)
    if unit.workspace_id in {None, home.id}:
        return people_to_call(unit.id, at)
    other = workspace_by_id(unit.workspace_id)
    with errand() as work, work.in_workspace(other):
        return people_to_call(unit.id, at)
