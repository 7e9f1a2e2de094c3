"""A unit ended: what it asked for, has to decide or disputes goes on with its successor."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from applications.models import Application, Dispute
from tickets.copies import open_copies, workspaces_of
from tickets.moves import Move
from tickets.states import CLOSED
from tickets.succession import Kept

DISPUTING = ("receiver_unit", "giver_unit", "arbiter_unit")


def carry_applications(move: Move, old: UUID, new: UUID) -> None:
    """Applications and disputes that wait, in every workspace of the case."""
    for ref, ticket in open_copies(move.session):
        with move.session.in_workspace(ref):
            waiting = Application.objects.filter(
                ticket_id=ticket.id, state=Application.State.PENDING
            )
            carried = [
                waiting.filter(**{side: old}).update(**{side: new})
                for side in ("from_unit", "to_unit")
            ]
        if any(carried):
            move.tell(ref, ticket.id)
    _carry_disputes(move, old, new)


def _carry_disputes(move: Move, old: UUID, new: UUID) -> None:
    """Also for an arbiter that has no copy of the case."""
    carried = 0
    for ref in workspaces_of(move.session):
        with move.session.in_workspace(ref):
            waiting = Dispute.objects.filter(
                case_id=move.session.case_id, state=Dispute.State.PENDING
            )
            for side in DISPUTING:
                carried += waiting.filter(**{side: old}).update(**{side: new})
    if carried:
        for ref, ticket in open_copies(move.session):
            move.tell(ref, ticket.id)


def disputed_cases(unit_id: UUID) -> Collection[UUID]:
    """Cases of which the unit knows nothing but the dispute that it has to rule on."""
    named = Q(*[(side, unit_id) for side in DISPUTING], _connector=Q.OR)
    waiting = Dispute.objects.filter(named, state=Dispute.State.PENDING)
    return list(waiting.exclude(case__state__state__in=CLOSED).values_list("case_id", flat=True))


APPLICATIONS = Kept(carry_applications, disputed_cases)
