"""Which tickets belong together: parts of one request, and requests merged into one."""

from collections.abc import Iterable
from uuid import UUID

from people.actor import Actor
from tickets.access import tickets_visible_to
from tickets.models import Ticket
from tickets.states import State

# A part may be split again, a merged one may have others merged into it; never deeper.
DEPTH = 8


def root_of(ticket: Ticket) -> UUID:
    """The request that was split first; the ticket itself if it never was."""
    root = ticket
    for _ in range(DEPTH):
        if root.split_from_id is None:
            break
        root = Ticket.objects.get(pk=root.split_from_id)
    return root.id


def parts_of(root_id: UUID) -> list[Ticket]:
    """All parts of a request in this workspace, the first one included, oldest first."""
    found = {root_id}
    frontier = {root_id}
    for _ in range(DEPTH):
        parts = Ticket.objects.filter(split_from_id__in=frontier).values_list("id", flat=True)
        frontier = set(parts) - found
        if not frontier:
            break
        found |= frontier
    return list(Ticket.objects.filter(pk__in=found, is_origin=True).order_by("number"))


def siblings_of(actor: Actor, ticket: Ticket) -> list[Ticket]:
    """The other parts of the same request that the actor may see."""
    ids = [part.id for part in parts_of(root_of(ticket)) if part.id != ticket.id]
    visible = tickets_visible_to(actor).filter(pk__in=ids)
    return list(visible.order_by("number"))


def merged_into(ticket_ids: Iterable[UUID]) -> list[Ticket]:
    """Requests merged into these, and into those, that are closed with them."""
    found: dict[UUID, Ticket] = {}
    frontier = set(ticket_ids)
    for _ in range(DEPTH):
        children = Ticket.objects.select_related("case__state").filter(
            merged_into_id__in=frontier, state=State.MERGED
        )
        new = {child.id: child for child in children if child.id not in found}
        if not new:
            break
        found |= new
        frontier = set(new)
    return [found[each] for each in sorted(found)]
