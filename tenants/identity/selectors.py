"""What the citizen may know: which units looked, in what role and when. Never who."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from identity.models import InvestigationMark, Reveal
from tickets.models import Ticket


@dataclass(frozen=True)
class View:
    """One look at the identity, as the citizen hears of it."""

    unit_id: UUID
    role: str
    at: datetime


@dataclass(frozen=True)
class Views:
    """All looks, oldest first; `withheld` while an investigation is marked."""

    withheld: bool
    views: tuple[View, ...]


def views_of(ticket: Ticket) -> Views:
    """Who looked, for a citizen who has proved to be the one; stands where it was accepted."""
    if under_investigation(ticket.id):
        return Views(True, ())
    rows = Reveal.objects.filter(ticket=ticket).order_by("id")
    found = tuple(View(*row) for row in rows.values_list("unit_id", "role", "at"))
    return Views(False, found)


def under_investigation(ticket_id: UUID) -> bool:
    marks = InvestigationMark.objects.filter(ticket=ticket_id).order_by("-id")
    return bool(marks.values_list("marked", flat=True).first())
