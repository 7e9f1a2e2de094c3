"""What documents, which stand below tickets, must know of them."""

from documents.access import Sight
from tickets.access import tickets_visible_to, wholly_visible_to
from tickets.models import Ticket

SIGHT = Sight(
    visible=lambda actor: tickets_visible_to(actor).values("id"),
    wholly_visible=lambda actor: wholly_visible_to(actor).values("id"),
    secret=lambda: Ticket.objects.filter(secret=True).values("id"),
)
