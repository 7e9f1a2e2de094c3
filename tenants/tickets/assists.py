"""Helpers of a giving (协办): who was called in from which place, and who is still at it."""

from django.db.models import QuerySet

from custody.session import Session
from kernel.errors import DomainError
from tickets.errors import TicketError
from tickets.models import Assignment, Role
from tickets.places import Place


def open_assists(place: Place) -> QuerySet[Assignment]:
    """Helpers called in from a place that have not reported yet. Stands in its workspace."""
    return Assignment.objects.filter(
        ticket_id=place.ticket_id,
        parent_id=place.assignment_id,
        role=Role.ASSIST,
        ended_at__isnull=True,
    )


def refuse_open_assists(session: Session, lead: Place, giver: Place) -> None:
    """Raise ASSISTS_OPEN while a helper of the lead, or one beside it, has not reported."""
    for place in (lead, giver):
        with session.in_workspace(place.workspace):
            names = list(open_assists(place).values_list("to_unit__name", flat=True))
        if names:
            raise DomainError(
                TicketError.ASSISTS_OPEN,
                f"协办单位{'、'.join(names)}尚未反馈；请等待反馈，或由交办单位免除协办",
            )
