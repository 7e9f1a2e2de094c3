"""A unit that names nobody who is at work: giving to it warns, and tells the level above it."""

from hierarchy.models import Unit
from outbox.publisher import publish
from tickets.facts import GivenWithoutPerson
from tickets.moves import Move, admit_unit
from tickets.places import Place


def warning_for(unit: Unit) -> str:
    """What the giver is told; the giving succeeds all the same."""
    return f"{unit.name}没有在岗的对口负责人或承办人，已同时告知其上一级，请督促该单位落实人员"


def copy_to_level_above(move: Move, *, giver: Place, receiver: Place, unit: Unit) -> None:
    """The unit above sees the ticket from now on and gets a notice. Inside an open session."""
    above = Unit.objects.filter(children=unit.pk).first()
    if above is None:
        return
    # Above a county's office stands the city: it sees the giver's copy, not the receiver's.
    inside = receiver.workspace.id == above.workspace_id
    place = receiver if inside else giver
    if place.workspace.id != above.workspace_id:
        return
    with move.session.in_workspace(place.workspace):
        admit_unit(place.ticket_id, above.pk, move.session.at)
    publish(
        GivenWithoutPerson(
            workspace=place.workspace.schema,
            case_id=str(move.session.case_id),
            ticket_id=str(place.ticket_id),
            unit_id=str(unit.pk),
            to_unit_id=str(above.pk),
        )
    )
